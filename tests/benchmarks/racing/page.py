"""Figures of a page, renewed: what stands between `<!-- figures of JOB JOB -->` and `<!-- end of figures -->`; `machine` is what was
measured on. Where a job was not run this time its figures stay."""
import re

from racing import table

REGION = re.compile(r"(<!-- figures of ([\w ]+) -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def machine_in_words(facts, rounds, day):
    """One sentence: what, with which versions, when."""
    of = ", ".join(f"{name} {value}" if value.lstrip("v")[0].isdigit() else value for name, value in facts.items())
    return f"Taken on {day}, medians of {rounds} rounds: {of}."


def renewed(text, facts, rounds, day, done):
    """@param done  pairs of a job's name and a race of it"""
    ran = {name for name, _ in done}

    def figures(region):
        names = region[2].split()
        if names == ["machine"]:
            return f"{region[1]}{machine_in_words(facts, rounds, day)}\n{region[3]}"
        if not ran.issuperset(names):
            return region[0]
        tables = [table.markdown(race) for job in names for name, race in done if name == job]
        return region[1] + "\n\n".join(tables) + "\n" + region[3]

    return REGION.sub(figures, text)
