#!/usr/bin/env python3
"""Writes distributions.csv: reference values of distribution functions in 50-digit arithmetic.

    python3 generate_distributions.py > distributions.csv        (mpmath; a few minutes on one core)

Every argument is the exact value of a double (written with 17 digits, which reads back as the same double),
so a difference from the expected value is an error of the function under test and not of its argument.
Columns: function, first (parameter), second (parameter; 0 if there is none), argument, expected (20 digits).

The methods are not those of the program. The incomplete beta and gamma functions are power series with
positive terms (DLMF 8.17.8 and 8.7.1) summed in integers, the other tail by subtraction with as many more bits as
the subtraction loses. The normal and the inverse Gaussian are their textbook forms with mpmath's erfc. A quantile is
the root found by Newton's method in log probability. check() compares with mpmath's own functions.
"""
import math
import sys
from statistics import NormalDist

from mpmath import mp, mpf

mp.dps = 90
GUARD_BITS = 40
FINE = 210    # bits of a final value: more than 50 digits
COARSE = 70   # bits while a root is approached
LEAST = mpf(10) ** -300    # results below are left out
NOTHING = mpf(10) ** -310  # a root below is not looked for


def to_fixed(x, bits):
    return int(mp.floor(mp.ldexp(x, bits)))


def series(numerator, denominator, factor, bits):
    """Sum over n of prod_{j<n} factor (numerator + j)/(denominator + j); numerator None stands for 1."""
    one = 1 << bits
    top = None if numerator is None else to_fixed(numerator, bits)
    below = to_fixed(denominator, bits)
    x = to_fixed(factor, bits)
    term = total = one
    while term > 0:
        if top is None:
            term = term * x // below
        else:
            term = (term * ((top * x) >> bits)) // below
            top += one
        below += one
        total += term
    return mp.ldexp(mpf(total), -bits)


def both_tails(lower_tail, bits):
    """(lower, 1 - lower) with the bits that the subtraction loses added; 0 below 2^-6000."""
    wide = bits + GUARD_BITS
    while True:
        with mp.workprec(wide + 60):
            lower = lower_tail(wide)
            upper = 1 - lower
            lost = wide if upper <= mp.ldexp(1, 20 - wide) else max(0, -mp.log(upper, 2))
        if lost <= wide - bits - 20:
            return lower, upper
        if wide > 6000:
            return lower, mpf(0)
        wide = bits + GUARD_BITS + (2 * wide if lost == wide else int(lost))


def bits_for_factor(x):
    """A small factor needs its leading zeros beside its digits."""
    return int(max(0, -mp.log(x, 2)))


def beta_prefix(a, b, x, y):
    return mp.exp(a * mp.log(x) + b * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a + 1) - mp.loggamma(b))


def beta_tails(a, b, x, y, bits):
    """(P(X <= x), P(X > x)), y = 1 - x."""
    if x > y:
        upper, lower = beta_tails(b, a, y, x, bits)
        return lower, upper
    extra = bits_for_factor(x)
    return both_tails(lambda wide: beta_prefix(a, b, x, y) * series(a + b, a + 1, x, wide + extra), bits)


def gamma_tails(shape, x, bits):
    extra = bits_for_factor(x)

    def lower_tail(wide):
        return mp.exp(shape * mp.log(x) - x - mp.loggamma(shape + 1)) * series(None, shape + 1, x, wide + extra)

    return both_tails(lower_tail, bits)


def normal_tails(z):
    return mp.erfc(-z / mp.sqrt(2)) / 2, mp.erfc(z / mp.sqrt(2)) / 2


def inverse_gaussian_tails(mean, shape, x):
    root = mp.sqrt(shape / x)
    a, b = root * (x / mean - 1), root * (x / mean + 1)
    reflected = mp.exp(2 * shape / mean) * normal_tails(-b)[0]
    below, above = normal_tails(a)
    return below + reflected, above - reflected


def root_of_tail(tail, slope, wanted, start):
    """x > 0 with tail(x, bits) = wanted, by Newton in log x for log tail; `slope` is the derivative of tail."""
    u, low, high = mp.log(start), None, None
    target, bits = mp.log(wanted), COARSE
    for _ in range(400):
        x = mp.exp(u)
        value, rate = tail(x, bits), slope(x)
        if value > 0 and rate != 0:
            gap, speed = mp.log(value) - target, x * rate / value
            step = max(-4, min(4, -gap / speed))
            rises = speed > 0
        else:
            gap, step = value - wanted, None
            rises = slope(mp.exp(u)) >= 0
        if (gap > 0) == rises:
            high = u
        else:
            low = u
        moved = u + step if step is not None else None
        inside = moved is not None and (low is None or moved >= low) and (high is None or moved <= high)
        if not inside:
            moved = (low + high) / 2 if low is not None and high is not None else (high - 4 if low is None else low + 4)
        size = abs(moved - u)
        u = moved
        if bits == FINE and size < mpf(10) ** -24:
            return mp.exp(u)
        if size < mpf(10) ** -9:
            bits = FINE
    raise RuntimeError("no root for %s" % wanted)


def beta_density(a, b):
    return lambda x: beta_prefix(a, b, x, 1 - x) * a / x / (1 - x) if 0 < x < 1 else mpf(0)


def beta_lower_root(a, b, p):
    tail = lambda x, bits: beta_tails(a, b, x, 1 - x, bits)[0] if x < 1 else mpf(1)
    start = a / (a + b)
    small = mp.exp((mp.log(p) + mp.log(a) + mp.log(mp.beta(a, b))) / a)  # from x^a / (a B)
    if small < NOTHING:
        return mpf(0)
    if a > 1 and b > 1:
        start = max(small, normal_approximation(float(a), float(b), float(p)))
    return root_of_tail(tail, beta_density(a, b), p, start if a > 1 and b > 1 else min(start, small))


def normal_approximation(a, b, p):
    """Abramowitz & Stegun 26.5.22; only the start of an iteration."""
    z = NormalDist().inv_cdf(p)
    r, s, t = (z * z - 3) / 6, 1 / (2 * a - 1), 1 / (2 * b - 1)
    h = 2 / (s + t)
    w = z * math.sqrt(max(0, h + r)) / h + (s - t) * (r + 5 / 6 - 2 / (3 * h))
    return a / (a + b * math.exp(-2 * w))


def beta_root(a, b, p, upper):
    """x with P(X <= x) = p, or P(X > x) = p; always solved on the tail of at most one half."""
    if p > 0.5:
        return beta_root(a, b, 1 - p, not upper)
    if not upper:
        return beta_lower_root(a, b, p)
    x = 1 - beta_lower_root(b, a, p)
    return x if x > mpf(10) ** -10 else beta_lower_root(a, b, 1 - p)  # the digits of a small x


def gamma_root(shape, p, upper):
    if p > 0.5:
        return gamma_root(shape, 1 - p, not upper)
    density = lambda x: mp.exp((shape - 1) * mp.log(x) - x - mp.loggamma(shape))
    side = 1 if upper else 0
    tail = lambda x, bits: gamma_tails(shape, x, bits)[side]
    small = mp.exp((mp.log(p) + mp.loggamma(shape + 1)) / shape)
    if not upper and small < NOTHING:
        return mpf(0)
    # Wilson and Hilferty's cube for the upper tail; a small shape is close to an exponential tail.
    cube = (1 - 1 / (9 * shape) - NormalDist().inv_cdf(float(p)) / (3 * mp.sqrt(shape))) ** 3 if shape >= 1 else 0
    start = (shape * cube if shape >= 1 else mpf(0.1) - mp.log(p) / 2) if upper else min(shape, small)
    return root_of_tail(tail, (lambda x: -density(x)) if upper else density, p, start)


def normal_root(p, upper):
    if p == 0.5:
        return mpf(0)
    if p > 0.5:
        return normal_root(1 - p, not upper)
    density = lambda z: -mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)
    z = root_of_tail(lambda z, bits: normal_tails(z)[1], density, p, mpf(1))
    return z if upper else -z


def inverse_gaussian_root(mean, shape, p):
    upper = p > 0.5
    wanted = 1 - p if upper else p
    density = lambda x: mp.sqrt(shape / (2 * mp.pi * x ** 3)) * mp.exp(-shape * (x - mean) ** 2 / (2 * mean ** 2 * x))
    tail = lambda x, bits: inverse_gaussian_tails(mean, shape, x)[1 if upper else 0]
    return root_of_tail(tail, (lambda x: -density(x)) if upper else density, wanted, mean)


MAY_BE_ZERO = ("normal_quantile", "normal_upper_quantile", "poisson_quantile")


def row(function, first, second, argument, expected):
    if LEAST < abs(expected) < 1 / LEAST or (expected == 0 and function in MAY_BE_ZERO):
        print("%s,%r,%r,%r,%s" % (function, float(first), float(second), float(argument), mp.nstr(expected, 20)))


def tails_rows(name, first, second, x, tails):
    row(name + "_cdf", first, second, x, tails[0])
    row(name + "_survival", first, second, x, tails[1])


TAILS = [1e-200, 1e-50, 1e-20, 1e-12, 1e-9, 1e-6, 1e-3, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.95, 0.999]


def beta_parameters():
    for n in (1, 2, 5, 10, 20, 50, 100, 300, 1000, 3000, 10000, 100000, 1000000):
        for k in sorted({0, 1, 3, n // 10, n // 2, n - 1, n}):
            if 1 <= k <= n:
                yield k, n - k + 1
            if k == 0:
                yield 1, n
    for a in (0.2, 0.5, 2.5, 40.25):
        yield a, 1000000
    for a in (0.001, 0.03, 0.2, 0.5, 0.95, 2.5, 33.3, 1234.5):
        for b in (0.001, 0.1, 0.5, 1.7, 12.25, 4321.9):
            yield a, b


def beta_rows():
    for a, b in sorted(set(beta_parameters())):
        for p in TAILS:
            for upper in (False, True):
                name = "beta_upper_quantile" if upper else "beta_quantile"
                x = beta_root(mpf(a), mpf(b), mpf(p), upper)
                row(name, a, b, p, x)
                double = mpf(float(x))
                if LEAST < double < 1:
                    tails_rows("beta", a, b, double, beta_tails(mpf(a), mpf(b), double, 1 - double, FINE))


def gamma_rows():
    for shape in (0.001, 0.02, 0.1, 0.5, 0.9, 1, 1.5, 2, 5, 7.7, 11, 30, 100, 250.5, 1000, 3001, 1e4, 1e5, 1e6):
        for p in TAILS:
            for upper in (False, True):
                name = "gamma_upper_quantile" if upper else "gamma_quantile"
                x = gamma_root(mpf(shape), mpf(p), upper)
                scale = 1 if upper else 0.3
                row(name, shape, scale, p, x * mpf(scale))
                double = mpf(float(x * mpf(scale)))
                if double > LEAST:
                    tails_rows("gamma", shape, scale, double, gamma_tails(mpf(shape), double / mpf(scale), FINE))


def normal_rows():
    for mean, sd in ((0, 1), (0, 0.004), (5, 0.1), (-2000, 3), (6.2146, 0.6679), (0, 1e6)):
        for p in TAILS + [1e-290, 1e-100, 1e-15, 0.3, 0.49, 0.6, 0.9, 0.975, 0.99999]:
            for upper in (False, True):
                x = mpf(mean) + mpf(sd) * normal_root(mpf(p), upper)
                row("normal_upper_quantile" if upper else "normal_quantile", mean, sd, p, x)
                double = mpf(float(x))
                tails_rows("normal", mean, sd, double, normal_tails((double - mean) / mpf(sd)))


def binomial_rows():
    for n in (1, 2, 5, 20, 59, 100, 299, 1000, 3000, 20000, 1000000):
        for p in (1e-9, 1e-4, 0.003, 0.05, 0.3, 0.5, 0.7, 0.99):
            sd = math.sqrt(n * p * (1 - p))
            counts = {min(n - 1, max(0, round(n * p + z * sd))) for z in (-20, -8, -5, -3, -1.5, -0.5, 0, 1, 2, 4, 7, 15, 35)}
            if n * p < 100:  # elsewhere P(X <= 2) is no double
                counts.add(min(n - 1, 2))
            for k in sorted(counts):
                above, below = beta_tails(mpf(k + 1), mpf(n - k), mpf(p), 1 - mpf(p), FINE)
                tails_rows("binomial", n, p, k, (below, above))


def poisson_rows():
    for mean in (1e-9, 1e-4, 0.02, 0.5, 1, 3.3, 10, 42.5, 150, 999.5, 12345, 1e5, 1e6):
        sd = math.sqrt(mean)
        for z in (-30, -20, -12, -8, -5, -3, -2, -1, 0, 0.5, 1, 2, 3, 4, 6, 8, 12, 20, 35):
            k = max(0, round(mean + z * sd))
            above, below = gamma_tails(mpf(k + 1), mpf(mean), FINE)
            tails_rows("poisson", mean, 0, k, (below, above))
        for p in (1e-9, 1e-4, 0.025, 0.3, 0.5, 0.8, 0.95, 0.9999):
            row("poisson_quantile", mean, 0, p, poisson_quantile(mean, p))


def poisson_quantile(mean, p):
    k = max(0, math.floor(mean + normal_root(mpf(p), False) * math.sqrt(mean)))
    below = lambda j: gamma_tails(mpf(j + 1), mpf(mean), FINE)[1] if j >= 0 else mpf(0)
    while below(k) < p:
        k += 1
    while k > 0 and below(k - 1) >= p:
        k -= 1
    return mpf(k)


def inverse_gaussian_rows():
    for mean, shape in ((1, 1e-6), (1, 0.001), (2, 0.1), (1, 0.5), (1, 1), (10, 25), (20, 100), (20, 2500), (1, 30), (3, 300),
                        (1, 354), (1, 356), (0.01, 20), (1000, 1e6), (1, 1e5), (52, 7), (1e-3, 1e-2)):
        for p in TAILS + [0.35, 0.6, 0.9, 0.99999, 1 - 1e-9, 1 - 1e-12]:
            x = inverse_gaussian_root(mpf(mean), mpf(shape), mpf(p))
            row("inverse_gaussian_quantile", mean, shape, p, x)
            double = mpf(float(x))
            tails_rows("inverse_gaussian", mean, shape, double, inverse_gaussian_tails(mpf(mean), mpf(shape), double))
        for multiple in (1.5, 4, 20, 100, 1000):
            x = mpf(float(mean * multiple))
            tails_rows("inverse_gaussian", mean, shape, x, inverse_gaussian_tails(mpf(mean), mpf(shape), x))


def agree(value, reference):
    assert abs(value / reference - 1) < mpf(10) ** -45, (value, reference)


def check():
    for a, b, x in ((3, 18, 0.2), (0.5, 12.25, 0.01), (33.3, 1.7, 0.99), (50, 51, 0.3)):
        x = mpf(x)
        lower, upper = beta_tails(mpf(a), mpf(b), x, 1 - x, FINE)
        agree(lower, mp.betainc(mpf(a), mpf(b), 0, x, regularized=True))
        agree(upper, mp.betainc(mpf(b), mpf(a), 0, 1 - x, regularized=True))
    for shape, x in ((0.1, 3), (5, 40), (250.5, 200)):
        lower, upper = gamma_tails(mpf(shape), mpf(x), FINE)
        agree(lower, mp.gammainc(mpf(shape), 0, mpf(x), regularized=True))
        agree(upper, mp.gammainc(mpf(shape), mpf(x), mp.inf, regularized=True))
    exact = sum(mp.binomial(100, j) * mpf(0.3) ** j * (1 - mpf(0.3)) ** (100 - j) for j in range(18))
    agree(beta_tails(mpf(18), mpf(83), mpf(0.3), 1 - mpf(0.3), FINE)[1], exact)
    agree(inverse_gaussian_tails(mpf(1), mpf(2), mpf(3))[0],
          mp.quad(lambda t: mp.sqrt(2 / (2 * mp.pi * t ** 3)) * mp.exp(-2 * (t - 1) ** 2 / (2 * t)), [0, 0.05, 0.2, 0.5, 1, 2, 3]))


if __name__ == "__main__":
    check()
    print("function,first,second,argument,expected")
    parts = sys.argv[1:] or ["beta", "gamma", "normal", "binomial", "poisson", "inverse_gaussian"]
    for part in parts:
        globals()[part + "_rows"]()
