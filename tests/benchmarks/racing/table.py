"""Results of races as text, Markdown and JSON."""


def memory(runner):
    peak = runner.peak_mib()
    return "not measured" if peak is None else f"{peak:.0f} MiB"


def times_ours(race, runner):
    """\"12.3 x numpy (target 10)\": how many times as fast as the peer we are."""
    if runner.is_ours or race.ours.missing:
        return ""
    ratio = race.ratio(runner)
    ratio = f"{ratio:.1f} x" if ratio >= 10 else f"{ratio:.2f} x"
    return ratio if runner.target is None else f"{ratio} (target {runner.target:g})"


def seconds(value):
    return f"{value:.3f} s" if value < 100 else f"{value:.0f} s"


def text(race):
    lines = [race.title]
    for runner in race.runners():
        times = runner.times()
        if not times:
            continue
        spread = f"({seconds(min(times))} to {seconds(max(times))})"
        lines.append(f"  {runner.name:32} {seconds(runner.median()):>9} {spread:24} processor {seconds(runner.processor()):>9} {memory(runner):>10}  {times_ours(race, runner)}")
    lines += [f"  skipped: {runner.name} ({runner.missing})" for runner in race.skipped()]
    lines += [f"  {note}" for note in race.notes]
    shared = [f"{name} {value:.6g}" for name, value in list(race.ours.numbers.items())[:6]]
    verdict = "DISAGREE: " + "; ".join(race.disagreements) if race.disagreements else "agree with each other"
    lines.append(f"  numbers {verdict}" + (f": {', '.join(shared)}" if shared and not race.disagreements else ""))
    return "\n".join(lines)


def markdown(race):
    lines = [f"**{race.title}**", "", "| runner | median | fastest to slowest | processor time | peak memory | its time over ours |",
             "| --- | --- | --- | --- | --- | --- |"]
    for runner in race.runners():
        times = runner.times()
        if times:
            lines.append(f"| {runner.name}{' ' + runner.version if runner.version else ''} | {seconds(runner.median())} | {seconds(min(times))} to {seconds(max(times))} | "
                         f"{seconds(runner.processor())} | {memory(runner)} | {times_ours(race, runner)} |")
    lines += [f"| {runner.name} | skipped: {runner.missing} | | | | |" for runner in race.skipped()]
    return "\n".join(lines + ([""] if race.notes else []) + race.notes)


def as_json(race):
    return {
        "title": race.title,
        "runners": [{"name": r.name, "version": r.version, "cores": r.cores, "target": r.target, "seconds": r.times(),
                     "median_seconds": r.median() if r.runs else None,
                     "processor_seconds": [run.processor_seconds for run in r.runs],
                     "peak_mib": r.peak_mib(), "times_ours": race.ratio(r) if r.runs and race.ours.runs else None, "numbers": r.numbers}
                    for r in race.runners()],
        "skipped": [{"name": r.name, "why": r.missing} for r in race.skipped()],
        "notes": race.notes,
        "disagreements": race.disagreements,
    }
