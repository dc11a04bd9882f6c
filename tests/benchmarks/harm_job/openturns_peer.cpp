// The harm job with OpenTURNS from C++, as the one in Python. Compiled by the race: g++ -O2 openturns_peer.cpp -lOT
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <openturns/OT.hxx>

int main(int count, char** arguments) {
  const auto samples = static_cast<OT::UnsignedInteger>(std::atof(count > 1 ? arguments[1] : "1e6"));
  OT::RandomGenerator::SetSeed(1);
  OT::Log::Show(OT::Log::NONE);

  OT::ComposedDistribution::DistributionCollection marginals;
  marginals.add(OT::Beta(10, 9990, 0, 1));               // high risk
  marginals.add(OT::Beta(2.5, 3.5, 0.02, 0.10));         // exposed: the PERT of 0.02, 0.05, 0.10
  marginals.add(OT::LogNormal(std::log(0.1), 0.4, 0));   // irreversible
  marginals.add(OT::Triangular(0.5, 1.0, 1.8));          // scale
  const OT::ComposedDistribution factors(marginals);

  OT::Description names(4);
  names[0] = "risk", names[1] = "exposed", names[2] = "irreversible", names[3] = "scale";
  const OT::SymbolicFunction product(names, OT::Description(1, "1e7 * risk * exposed * irreversible * scale"));
  const OT::Sample harmed(product(factors.getSample(samples)));
  std::printf("{\"mean\": %.9g, \"p05\": %.9g, \"p50\": %.9g, \"p95\": %.9g}\n", harmed.computeMean()[0],
              harmed.computeQuantilePerComponent(0.05)[0], harmed.computeQuantilePerComponent(0.5)[0],
              harmed.computeQuantilePerComponent(0.95)[0]);
}
