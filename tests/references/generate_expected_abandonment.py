#!/usr/bin/env python3
"""Writes expected_abandonment.csv: averages of abandonment curves over laws of latency in 50-digit arithmetic.

    python3 generate_expected_abandonment.py > expected_abandonment.csv        (mpmath; a few minutes on one core, with --check ten)

Every number of a curve and a law is the exact value of the double that its text reads as. Columns: the curve (family, data,
three parameters, steps as ms:value), the law (parts of weight * share@ms / share@ms), E[A(L)], E[A'(L) L], E[A(L + 100)], and
the length of the gradient of E[A(L)] by the parameters; empty where not defined. What is below 1e-30 is written 0.
No law has a point mass where a curve kinks: its derivative would depend on the side.

The method is not that of the program: Gauss-Legendre rules of 40 nodes on fixed panels, narrow where a curve turns, without
adaption; with --check every integral is taken a second time with all panels halved and must agree to 1e-22. Curves and
their derivatives are written out here. Step functions are sums over their steps.
"""
import bisect
import sys

from mpmath import erfc, erfinv, exp, log, mp, mpf, sqrt

mp.dps = 50
INF = mpf("inf")
NODES = 40
FAR = 14  # beyond lie 2e-44 of the requests


def normal_quantile(p):
    return sqrt(mpf(2)) * erfinv(2 * p - 1)


def survival(z):
    return erfc(z / sqrt(mpf(2))) / 2


def legendre_rule(n):
    rule = []
    for i in range(n):
        x = mp.cos(mp.pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
        for _ in range(8):
            before, value = mpf(0), mpf(1)
            for k in range(1, n + 1):
                before, value = value, ((2 * k - 1) * x * value - (k - 1) * before) / k
            slope = n * (x * value - before) / (x * x - 1)
            x -= value / slope
        rule.append((x, 2 / ((1 - x * x) * slope * slope)))
    return rule


RULE = legendre_rule(NODES)


class Part:
    """A monotone cubic through quantiles in (z, ln ms), with the lines of the outer secants beyond."""

    def __init__(self, weight, quantiles):
        self.weight = mpf(float(weight))
        self.z = [normal_quantile(mpf(float(p))) for p, _ in quantiles]
        self.y = [log(mpf(float(ms))) for _, ms in quantiles]
        n = len(self.z)
        h = [self.z[i + 1] - self.z[i] for i in range(n - 1)]
        m = [(self.y[i + 1] - self.y[i]) / h[i] for i in range(n - 1)]
        self.low, self.high = m[0], m[-1]
        self.d = [m[0]] * 2 if n == 2 else [self.end(h[0], h[1], m[0], m[1])] + [
            0 if m[i] == 0 or m[i + 1] == 0 else
            3 * (h[i] + h[i + 1]) / ((2 * h[i + 1] + h[i]) / m[i] + (h[i + 1] + 2 * h[i]) / m[i + 1])
            for i in range(n - 2)] + [self.end(h[-1], h[-2], m[-1], m[-2])]

    @staticmethod
    def end(h0, h1, m0, m1):
        d = ((2 * h0 + h1) * m0 - h0 * m1) / (h0 + h1)
        if mp.sign(d) != mp.sign(m0):
            return mpf(0)
        return 3 * m0 if mp.sign(m0) != mp.sign(m1) and abs(d) > 3 * abs(m0) else d

    def cubic(self, i, z):
        h = self.z[i + 1] - self.z[i]
        t = (z - self.z[i]) / h
        return ((1 + 2 * t) * (1 - t) ** 2 * self.y[i] + t * (1 - t) ** 2 * h * self.d[i]
                + t * t * (3 - 2 * t) * self.y[i + 1] + t * t * (t - 1) * h * self.d[i + 1])

    def ln_ms(self, z):
        if z < self.z[0]:
            return self.y[0] + self.low * (z - self.z[0])
        if z >= self.z[-1]:
            return self.y[-1] + self.high * (z - self.z[-1])
        return self.cubic(bisect.bisect_right(self.z, z) - 1, z)

    def z_below(self, ms):
        """z with P(L < ms) = cdf(z)."""
        if ms <= 0:
            return -INF
        y = log(ms)
        if y <= self.y[0]:
            return self.z[0] + (y - self.y[0]) / self.low if self.low > 0 else -INF
        if y > self.y[-1]:
            return self.z[-1] + (y - self.y[-1]) / self.high if self.high > 0 else INF
        i = bisect.bisect_left(self.y, y) - 1
        low, high = self.z[i], self.z[i + 1]
        for _ in range(175):
            middle = (low + high) / 2
            if self.cubic(i, middle) < y:
                low = middle
            else:
                high = middle
        return high


class Curve:
    def __init__(self, family, data, parameters, steps=()):
        self.family, self.data, self.text = family, data, parameters
        self.p = [mpf(float(x)) for x in parameters]
        self.steps = [(mpf(float(t)), mpf(float(v))) for t, v in steps]
        self.steps_text = steps

    def eta_of(self, t):
        a, b = self.p[-2:]
        x = t if self.family.endswith("logistic") and "log_" not in self.family else log(t)
        return (x - a) / b if self.data == "quits" else a + b * x

    def ms_of(self, eta):
        a, b = self.p[-2:]
        x = a + b * eta if self.data == "quits" else (eta - a) / b
        return x if self.family.endswith("logistic") and "log_" not in self.family else exp(x)

    def at(self, t):
        """A, A' t, gradient."""
        if self.family == "hinge":
            c, b, tau = self.p
            if c + b * max(0, t - tau) >= 1:
                return [mpf(1), mpf(0), mpf(0), mpf(0), mpf(0)]
            if t <= tau:
                return [c, mpf(0), mpf(1), mpf(0), mpf(0)]
            return [c + b * (t - tau), b * t, mpf(1), t - tau, -b]
        if self.family == "isotonic":
            return self.between(t) + [mpf(0)] * 3
        eta = self.eta_of(t)
        if "weibull" in self.family:
            h = exp(eta) if eta < 10 else mpf(30000)
            g, g1 = -mp.expm1(-h), h * exp(-h)
        else:
            e = exp(-abs(eta))
            g, g1 = (1 / (1 + e) if eta > 0 else e / (1 + e)), e / (1 + e) ** 2
        c = self.p[0] if len(self.p) == 3 else mpf(0)
        linear = self.family in ("logistic", "floor_logistic")
        x = t if linear else log(t)
        b = self.p[-1]
        if self.data == "quits":
            first, second, by_x = -1 / b, -eta / b, 1 / b
        else:
            first, second, by_x = mpf(1), x, b
        floor = [1 - g] if len(self.p) == 3 else [mpf(0)]
        return [c + (1 - c) * g, (1 - c) * g1 * by_x * (t if linear else 1)] + floor + [(1 - c) * g1 * first, (1 - c) * g1 * second]

    def between(self, t):
        s = self.steps
        if t <= s[0][0]:
            return [s[0][1], mpf(0)]
        if t >= s[-1][0]:
            return [s[-1][1], mpf(0)]
        i = bisect.bisect_right([x for x, _ in s], t) - 1
        slope = (s[i + 1][1] - s[i][1]) / (s[i + 1][0] - s[i][0])
        return [s[i][1] + slope * (t - s[i][0]), slope * t]

    def breaks(self):
        if self.family == "hinge":
            c, b, tau = self.p
            return [tau, tau + (1 - c) / b]
        if self.family == "isotonic":
            return [t for t, _ in self.steps]
        if "weibull" in self.family:
            etas = [mpf(x) for x in list(range(-120, -6, 4)) + list(range(-6, 7))]
        else:
            etas = [mpf(x) for x in range(-120, 121, 4)]
        return [t for t in map(self.ms_of, etas) if t > 0]


def panels(curve, part, later):
    at = [mpf(x) / 2 for x in range(-2 * FAR, 2 * FAR + 1)] + part.z
    at += [part.z_below(t - later) for t in curve.breaks() if t > later]
    return sorted({z for z in at if -FAR <= z <= FAR})


def integral(curve, part, later, at):
    total = [mpf(0)] * 5
    for low, high in zip(at, at[1:]):
        half, middle = (high - low) / 2, (high + low) / 2
        for x, w in RULE:
            z = middle + half * x
            weight = half * w * exp(-z * z / 2) / sqrt(2 * mp.pi)
            for c, v in enumerate(curve.at(exp(part.ln_ms(z)) + later)):
                total[c] += weight * v
    return total


def average(curve, law, later):
    total = [mpf(0)] * 5
    for part in law:
        if part.y[0] == part.y[-1]:
            terms = curve.at(exp(part.y[0]) + later)
        else:
            at = panels(curve, part, later)
            terms = integral(curve, part, later, at)
            if CHECKED:
                halved = sorted(at + [(a + b) / 2 for a, b in zip(at, at[1:])])
                again = integral(curve, part, later, halved)
                for a, b in zip(terms, again):
                    assert abs(a - b) <= mpf(10) ** -22 * max(abs(b), mpf(10) ** -20), (curve.text, a, b)
        total = [t + part.weight * v for t, v in zip(total, terms)]
    return total


def step_sum(curve, law, later):
    total = mpf(0)
    for part in law:
        before = mpf(0)
        for t, v in curve.steps:
            z = part.z_below(t - later)
            total += part.weight * (v - before) * (mpf(1) if z == -INF else mpf(0) if z == INF else survival(z))
            before = v
    return total


def law_of(text):
    parts = []
    for part in text.split(" + "):
        weight, quantiles = part.split(" * ")
        parts.append(Part(weight, [q.split("@") for q in quantiles.split("/")]))
    return parts


LAWS = [
    "1 * 0.5@400/0.95@1200",
    "1 * 0.5@800/0.9@6000",
    "1 * 0.5@400/0.99@410",
    "1 * 0.5@400/0.95@1200/0.99@2000",
    "1 * 0.5@300/0.9@900/0.95@1450/0.99@1450/0.999@4000",
    "1 * 0.5@200/0.9@200/0.99@1000",
    "1 * 0.5@650/0.95@650",
    "0.4 * 0.5@20/0.99@60 + 0.6 * 0.5@400/0.95@1200/0.99@2000",
    "0.25 * 0.5@5/0.95@5 + 0.5 * 0.5@400/0.95@1200 + 0.25 * 0.5@650/0.9@9000/0.99@15000",
]

CURVES = [
    Curve("logistic", "delays", ["-4", "0.002"]),
    Curve("logistic", "delays", ["-2000", "2"]),
    Curve("log_logistic", "delays", ["-9.07448949", "0.95674407"]),
    Curve("log_logistic", "delays", ["-20", "2.8"]),
    Curve("log_logistic", "delays", ["-3000", "450"]),
    Curve("weibull", "delays", ["-12", "1.5"]),
    Curve("weibull", "delays", ["-2800", "400"]),
    Curve("floor_logistic", "delays", ["0.034", "-6", "0.0015"]),
    Curve("floor_log_logistic", "delays", ["0.0338449", "-17.41754", "2.0087529"]),
    Curve("floor_weibull", "delays", ["0.02", "-14", "1.7"]),
    Curve("hinge", "delays", ["0.04062651", "8.563734e-5", "803"]),
    Curve("hinge", "delays", ["0.1", "0.002", "500"]),
    Curve("hinge", "delays", ["0", "0.0001", "9000"]),
    Curve("log_logistic", "quits", ["9", "0.965733"]),
    Curve("weibull", "quits", ["9.3", "1.05893"]),
    Curve("isotonic", "delays", [], [("200", "0.04"), ("400", "0.04"), ("600", "0.04125"), ("800", "0.04125"), ("1000", "0.056"),
                                     ("1500", "0.1025"), ("2000", "0.1455"), ("3000", "0.226")]),
    Curve("kaplan_meier", "quits", [], [("30", "0.01"), ("200", "0.03"), ("650", "0.08"), ("1450", "0.2"), ("7000", "0.55")]),
]

CHECKED = "--check" in sys.argv


def text(x):
    if abs(x) < mpf(10) ** -30:
        return "0"
    return mp.nstr(x, 20, min_fixed=-3, max_fixed=3)


def row(curve, words):
    law = law_of(words)
    given = list(curve.text) + [""] * (3 - len(curve.text))
    steps = ";".join(f"{t}:{v}" for t, v in curve.steps_text)
    if curve.family == "kaplan_meier":
        cells = [text(step_sum(curve, law, 0)), "", text(step_sum(curve, law, 100)), ""]
    else:
        now, later = average(curve, law, 0), average(curve, law, 100)
        length = text(sqrt(sum(g * g for g in now[2:]))) if curve.family != "isotonic" else ""
        cells = [text(now[0]), text(now[1]), text(later[0]), length]
    return ",".join([curve.family, curve.data] + given + [steps, words] + cells)


def main():
    print("family,data,p0,p1,p2,steps,law,value,by_log,later_100,gradient")
    for curve in CURVES:
        for words in LAWS:
            print(row(curve, words), flush=True)


if __name__ == "__main__":
    main()
