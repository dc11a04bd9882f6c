"""Rows of monitors.csv that mix values, shares and event rates, checks from one a day to one an hour, some with an estimated baseline or
a correlation; made by a fixed recurrence, so that every run measures the same."""

COLUMNS = "monitor,metric,baseline,bad_level,checks_per_day,n_per_check,sd,phi,baseline_n,false_alarms_per_quarter,exposures_per_day,harm_per_exposure"
ONE = "orders,bad orders,0.16%,0.6%,1,400,,,,0.1,3000,0.3"


class Recurrence:
    """Park & Miller (1988), Communications of the ACM 31: the minimal standard."""

    def __init__(self, state):
        self.state = state

    def number(self):
        self.state = self.state * 16807 % 2147483647
        return self.state / 2147483647

    def one_of(self, *parts):
        return parts[int(self.number() * len(parts))]


def monitors(count):
    draw = Recurrence(20261124)
    rows = [COLUMNS]
    for i in range(count):
        checks, budget, few = draw.one_of(1, 1, 1, 24, 24, 4), draw.one_of(0.05, 0.2, 1), draw.one_of(False, False, True)
        if i % 3 == 0:
            sd = 0.5 + 2.5 * draw.number()
            bad = 10 + (0.5 + 2.5 * draw.number()) * sd
            rows.append(f"m{i},x{i},10,{bad:.3f},{checks},,{sd:.3f},{draw.one_of(0, 0, 0.3)},{100 if few else ''},{budget},1000,0.1")
        elif i % 3 == 1:
            share = draw.one_of(0.001, 0.01, 0.04, 0.2)
            bad = min(0.9, share * (1.3 + 2.7 * draw.number()))
            rows.append(f"m{i},x{i},{share},{bad:.5f},{checks},{draw.one_of(50, 200, 400, 1000, 5000)},,,{10000 if few else ''},{budget},1000,0.1")
        else:
            rate = draw.one_of(0.0001, 0.001, 0.01)
            bad = rate * (1.5 + 3.5 * draw.number())
            rows.append(f"m{i},x{i},{rate},{bad:.6f},{checks},,,,,{budget},{draw.one_of(100, 1000, 30000)},0.1")
    return "\n".join(rows) + "\n"
