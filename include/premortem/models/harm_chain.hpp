#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/quantity/expression.hpp"
#include "premortem/quantity/leaf.hpp"
#include "premortem/quantity/readings.hpp"

namespace premortem {

/// How a stage relates to the others of its chain.
enum class Given {
  previous,   ///< "of those": a share of the people who passed the stage before, or a factor on their number
  marginal,   ///< "of everyone": a share of the population, overlap with the other stages unknown
  incidents,  ///< end-to-end evidence: harms seen per exposure of the population, beside the chain
  noticed,    ///< share of such harms that would have been noticed; divides the end-to-end evidence
};

struct HarmStage {
  std::string name;
  Given given = Given::previous;
  std::size_t leaf = 0;
  Place place;
  std::vector<std::size_t> factors = {};  ///< leaves that the stage is multiplied by: the mitigations that count
  std::vector<std::size_t> planned = {};  ///< the same, of mitigations that were not there when incidents were counted
  bool operator==(const HarmStage&) const = default;
};

enum class Reversible { unstated, yes, partly, no };

/// A mitigation that is not there yet changes no verdict.
enum class MitigationStatus { planned, in_place };

/// Something that lets only a share of the harm through: a factor on one stage, or on the whole chain.
struct Mitigation {
  std::string name;
  std::optional<std::size_t> stage;  ///< number in FailureMode::stages; absent: the whole chain
  std::size_t leaf = 0;              ///< the factor: what remains
  std::optional<double> cost_per_year;
  MitigationStatus status = MitigationStatus::planned;
  std::string source;
  Place place;
  bool operator==(const Mitigation&) const = default;
};

/// One way in which a feature hurts people: the chain from a population to those harmed, and what
/// failure_modes.csv says about it. Text fields are empty where nothing is stated.
struct FailureMode {
  std::string name;
  std::vector<HarmStage> stages;  ///< the first is the population per period
  std::string option;             ///< the option this chain belongs to; empty: whichever is chosen
  std::vector<Mitigation> mitigations;
  std::string description, affected, harm_type, monitor, detection_threshold, rollback, switch_off, drilled, owner,
      escalate_to, telemetry;
  Reversible reversible = Reversible::unstated;
  std::optional<std::size_t> cost_leaf;  ///< cost of one harm
  std::optional<double> harm_cap;        ///< people harmed per period that must not be passed
  std::optional<double> audit_every_days;  ///< when somebody would look anyway, where nobody watches
  std::optional<double> votes;           ///< of the room
  Place place;
  bool operator==(const FailureMode&) const = default;
};

std::string_view name_of(MitigationStatus status);
std::string_view name_of(Given given);
std::string_view name_of(Reversible reversible);

/// The mode's name, with its option where it belongs to one: "invented fact (small model)".
std::string title_of(const FailureMode& mode);

/// The mode with the given ones of its mitigations as factors of their stages. A mitigation of the whole chain acts on
/// its last stage, and where only incidents are known, on them. Incidents beside a chain were counted with what was in
/// place then.
FailureMode mitigated(const FailureMode& mode, std::span<const std::size_t> mitigations);

/// The numbers of the mitigations in place.
std::vector<std::size_t> in_place(const FailureMode& mode);

/// The mode without its end-to-end evidence, where a chain is known beside it: what it was before any mitigation.
FailureMode without_incidents(const FailureMode& mode);

/// Expected number of people harmed per period: scale * population * product of `previous` stages, where
/// `marginal` shares combine with what is before them by Frechet. A mode without any such stage is known by its
/// end-to-end evidence alone, which is then its chain.
Expression harmed_by_chain(const FailureMode& mode, double scale);

/// Expected number harmed by the end-to-end evidence, where there is any: scale * population * incidents,
/// divided by the share that would have been noticed.
std::optional<Expression> harmed_by_evidence(const FailureMode& mode, double scale);

/// True if the stage is a part of the chain, not evidence beside it.
bool in_chain(const HarmStage& stage);

/// True if something beside the end-to-end evidence says how many are harmed.
bool has_chain(const FailureMode& mode);

/// True if every stage after the population is a share, so that nobody is counted twice. A mitigation changes how many
/// share it, not what it is.
bool only_shares(const FailureMode& mode, std::span<const Leaf> leaves);

/// Whether a number of people stays at or below a cap. A relative excess of 1e-12 is outward rounding, not harm:
/// 10 million times 0.1% is not above a cap of 10,000.
bool within_cap(double harmed, double cap);

/// Every leaf that enters the bound of the mode, end-to-end evidence and the factors of its stages included; ascending,
/// distinct.
std::vector<std::size_t> leaves_of_bound(const FailureMode& mode);

/// The bound of the mean number harmed: the chain's interval, and where end-to-end evidence stands beside it,
/// what both allow. Shares of a population never exceed it, however little is known of the share noticed.
/// @param grounds  those of the whole statement, which may cover more than this mode; with `confidence` they give
///                 the error of each leaf
/// With planned mitigations there are at most as many as today, times what they let through of a chain of those before.
/// @throws Refusal if a leaf has no interval, nothing limits the number, or the two contradict each other today (the
///         rows of both are named)
Interval harmed_bound(const FailureMode& mode, std::span<const Leaf> leaves, const BoundGrounds& grounds,
                      double confidence, double scale);

/// The same, but a mitigation that lets at most all through never raises the upper limit, though a factor that was
/// counted takes a part of the error from the other leaves: the smaller of the limits with those factors and without
/// them. Each is passed with at most alpha/2, so "at most" holds with 1 - alpha.
Interval harmed_at_most(const FailureMode& mode, std::span<const Leaf> leaves, const BoundGrounds& grounds,
                        double confidence, double scale);

}  // namespace premortem
