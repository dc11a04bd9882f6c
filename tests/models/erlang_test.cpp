#include "premortem/models/erlang.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

using namespace premortem;

namespace {

/// M/M/c+M by its states: balance of births and deaths, and the wait of one who finds j waiting as a sum of j + 1
/// exponential times with the rates c, c + theta, ..., whose exp(-theta sum) is Beta(c/theta, j + 1).
struct QueueByStates {
  double wait = 0, waiting = 0, tail = 0, served_within = 0;
  QueueByStates(int servers, double offered, double patience, double t) {
    std::vector<double> state{1};
    double all = 1, largest = 0;  // of the states in which someone new waits
    for (int n = 1; n <= servers || state.back() > 1e-18 * largest || offered > servers + (n - servers) / patience;
         ++n) {
      state.push_back(state.back() * offered / (n <= servers ? n : servers + (n - servers) / patience));
      all += state.back();
      if (n >= servers) largest = std::max(largest, state.back());
    }
    const double a = servers * patience, left = std::exp(-t / patience);
    for (std::size_t n = std::size_t(servers); n < state.size(); ++n) {
      const double j = double(n) - servers, p = state[n] / all;
      wait += p, waiting += j * p;
      tail += p * beta_cdf(a, j + 1, left) * left;
      served_within += p * a / (a + j + 1) * beta_survival(a + 1, j + 1, left);
    }
    served_within += 1 - wait;
  }
};

}  // namespace

// B(1, 1) and B(1, 2) by hand; B(10, 17) is in printed tables as .0129. mpmath 1.2 at 30 digits: B(10000, 10000).
TEST_CASE("Erlang-B has its tabled values, and does not overflow with 10,000 servers") {
  CHECK(erlang_b(1, 1) == .5);
  CHECK(erlang_b(2, 1) == Approx(.2).epsilon(1e-15));
  CHECK(erlang_b(17, 10) == Approx(.0129488752).epsilon(4e-9));
  CHECK(erlang_b(10'000, 10'000) == Approx(.00793656324880567).epsilon(1e-12));
  CHECK(erlang_b(10'000, 1'000) == 0);
  CHECK(erlang_b(10'000, 1e300) == Approx(1).epsilon(1e-15));
  CHECK(erlang_b(5, 0) == 0);
}

// 100 calls in 30 minutes of 3 minutes each: A = 10; in 20 s (.33 min). Published with these digits.
TEST_CASE("Erlang-C has its published values") {
  CHECK(erlang_c(14, 10) == Approx(.174131934).epsilon(1e-8));
  CHECK(1 - erlang_c_tail(14, 10, .33 / 3) == Approx(.887852693).epsilon(1e-8));
  CHECK(erlang_c(14, 10) / 4 * 180 == Approx(7.835937).epsilon(1e-7));
  CHECK(erlang_c(15, 10) == Approx(.102042367).epsilon(1e-8));
  CHECK(1 - erlang_c_tail(15, 10, .33 / 3) == Approx(.941126676).epsilon(1e-8));
  CHECK(erlang_c(1, .75) == Approx(.75).epsilon(1e-15));  // M/M/1 waits when it is busy
}

TEST_CASE("Erlang-C is the sum over its states") {
  CHECK(holds_for_all([] {
    const int c = *rc::gen::inRange(1, 40);
    const double load = c * *rc::gen::inRange(1, 1000) / 1000.0;
    double term = 1, below = 0;
    for (int n = 0; n < c; ++n) below += term, term *= load / (n + 1);
    const double above = term * c / (c - load);  // geometric from c on
    RC_ASSERT(std::abs(erlang_c(c, load) / (above / (above + below)) - 1) < 1e-12);
  }));
}

// mpmath 1.2 at 40 digits: sums over the states of the birth and death process, and incomplete beta functions.
TEST_CASE("Erlang-A agrees with sums at 40 digits") {
  struct Row {
    int servers;
    double offered, patience, t, wait, abandoned, mean_wait, tail, served_within;
  };
  for (const Row& r : std::initializer_list<Row>{{14, 10, 5.0 / 3, .11, .145260114296361203, .0139837441224089375,
                                                  .0233062402040148959, .0765595467718702552, .916327385487303921},
                                                 {3, 5, 2, .5, .943378668938187679, .415609123698121234,
                                                  .831218247396242469, .621023207133280639, .183916041686034793},
                                                 {1, .5, 10, 1, .467416043161996827, .0651679136760063464,
                                                  .651679136760063464, .234666111256880441, .731448873447980615},
                                                 {50, 60, .5, .1, .819677653883112712, .178042491895273511,
                                                  .0890212459476367554, .391386399576315677, .487794887877823139},
                                                 {50, 40, 20, .2, .0854557389343713373, .000409839212523657254,
                                                  .00819678425047314508, .0105977022176740294, .989041489503682825},
                                                 {10, 10, 4, .25, .693384387864065111, .0837698209456156664,
                                                  .335079283782462666, .459568550931686229, .504620673894348787}}) {
    CAPTURE(r.servers, r.offered);
    const auto a = erlang_a(r.servers, r.offered, r.patience);
    CHECK(a.wait_probability == Approx(r.wait).epsilon(2e-14));
    CHECK(a.abandoned == Approx(r.abandoned).epsilon(2e-14));
    CHECK(a.mean_wait == Approx(r.mean_wait).epsilon(2e-14));
    CHECK(erlang_a_tail(r.servers, r.offered, r.patience, r.t) == Approx(r.tail).epsilon(2e-14));
    CHECK(erlang_a_served_within(r.servers, r.offered, r.patience, r.t) == Approx(r.served_within).epsilon(2e-14));
  }
  // The same sums at 30 digits, for large queues.
  CHECK(erlang_a(10'000, 9'900, 100).wait_probability == Approx(.22110790052558022).epsilon(1e-11));
  CHECK(erlang_a(10'000, 9'900, 100).abandoned == Approx(2.1691162721288314e-5).epsilon(1e-11));
  CHECK(erlang_a(10'000, 10'100, 100).abandoned == Approx(.009900990099009901).epsilon(1e-12));
}

TEST_CASE("Erlang-A is the sum over its states") {
  CHECK(holds_for_all([] {
    const int c = *rc::gen::inRange(1, 30);
    const double offered = c * *rc::gen::inRange(1, 250) / 100.0, patience = *rc::gen::inRange(1, 60) / 10.0;
    const double t = *rc::gen::inRange(0, 30) / 10.0;
    const QueueByStates q(c, offered, patience, t);
    const auto a = erlang_a(c, offered, patience);
    RC_ASSERT(std::abs(a.wait_probability - q.wait) < 1e-12 * q.wait);
    RC_ASSERT(std::abs(a.mean_wait - q.waiting / offered) < 1e-11 * a.mean_wait);
    RC_ASSERT(std::abs(erlang_a_tail(c, offered, patience, t) - q.tail) < 1e-11);
    RC_ASSERT(std::abs(erlang_a_served_within(c, offered, patience, t) - q.served_within) < 1e-11);
    // Whoever is not served goes: the servers' work is what stays.
    RC_ASSERT(a.abandoned >= std::max(0.0, 1 - c / offered) - 1e-14);
    const double forever = std::numeric_limits<double>::infinity();
    RC_ASSERT(std::abs(erlang_a_served_within(c, offered, patience, forever) - (1 - a.abandoned)) < 1e-12);
  }));
}

TEST_CASE("with long patience Erlang-A becomes Erlang-C, with short patience Erlang-B") {
  CHECK(erlang_a(14, 10, 1e9).wait_probability == Approx(erlang_c(14, 10)).epsilon(1e-8));
  CHECK(erlang_a_tail(14, 10, 1e9, .11) == Approx(erlang_c_tail(14, 10, .11)).epsilon(1e-8));
  CHECK(erlang_a(14, 10, 1e-9).abandoned == Approx(erlang_b(14, 10)).epsilon(1e-7));
  CHECK(erlang_a(1'000'000, 999'000, 10).wait_probability < 1);
  CHECK(erlang_a(100, 1, 1).wait_probability > 0);
  CHECK(erlang_a(10, 0, 1).wait_probability == 0);
}

TEST_CASE("queues outside their domain are refused") {
  CHECK_THROWS_AS(erlang_c(10, 10), Refusal);
  CHECK_THROWS_AS(erlang_c_tail(10, 12, 1), Refusal);
  CHECK_THROWS_AS(erlang_b(0, 1), DomainError);
  CHECK_THROWS_AS(erlang_b(1'000'001, 1), DomainError);
  CHECK_THROWS_AS(erlang_b(1, -1), DomainError);
  CHECK_THROWS_AS(erlang_b(1, NAN), DomainError);
  CHECK_THROWS_AS(erlang_a(1, 1, 0), DomainError);
  CHECK_THROWS_AS(erlang_a(1, 1, INFINITY), DomainError);
  CHECK_THROWS_AS(erlang_a_tail(1, 1, 1, -1), DomainError);
}
