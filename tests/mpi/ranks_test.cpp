#include "mpi/ranks.hpp"

#include <catch2/catch.hpp>

using namespace premortem::test;

namespace {

const std::string forty = "sweep case --quiet --samples 20000 --vary exposed=0.03:0.09:20 --vary users=1e6,1e7 ";

}  // namespace

TEST_CASE("1, 2 and 4 ranks give the bytes of premortem sweep, on standard output and in a file") {
  const Workplace place(estimates);
  const auto expected = run_ranks(place, "$premortem " + forty + "--format csv");
  REQUIRE(expected.code == 0);
  for (const std::string ranks : {"1", "2", "4"}) {
    INFO(ranks << " ranks");
    const auto streamed = run_ranks(place, "$mpirun -n " + ranks + " $premortem_mpi " + forty + "--format csv");
    CHECK(streamed.code == 0);
    CHECK(streamed.out == expected.out);
    CHECK(streamed.err == "");
    const auto filed = run_ranks(place, "$mpirun -n " + ranks + " $premortem_mpi " + forty + "--format csv -o out.csv --force && ! ls out.csv.checkpoint 2>&-");
    CHECK(filed.code == 0);
    CHECK(filed.out + filed.err == "");
    CHECK(place.read("out.csv") == expected.out);
  }
}

TEST_CASE("so do ranks of two threads each, forms that need every point, a part of the points, and notes") {
  const Workplace place(estimates);
  for (const std::string options : {"--format csv --jobs 2", "--format json", "--format csv --shard 2/3"}) {
    INFO(options);
    const auto expected = run_ranks(place, "$premortem " + forty + options);
    REQUIRE(expected.code == 0);
    const auto ranks = run_ranks(place, "$mpirun -n 3 $premortem_mpi " + forty + options);
    CHECK(ranks.code == 0);
    CHECK(ranks.out == expected.out);
  }
  place.write("case/harms.csv", refund_chain);
  place.write("case/failure_modes.csv", "failure_mode,description\nrefund,paid twice\n");
  const std::string noted = "sweep case --samples 2000 --vary exposed=3%,4% --output harmed.p95 --format csv";
  const auto expected = run_ranks(place, "$premortem " + noted), ranks = run_ranks(place, "$mpirun -n 3 $premortem_mpi " + noted);
  CHECK(expected.err != "");
  CHECK(ranks.err == expected.err);  // once, not from every rank
  CHECK(ranks.out == expected.out);
}

TEST_CASE("a part that ranks computed is that of premortem sweep, goes on as it, and is merged with others") {
  const Workplace place(estimates);
  const auto outcome = run_ranks(place, "$premortem " + forty + "--format csv -o whole.csv; $premortem " + forty + "--format csv --shard 1/2 -o 1.csv\n"
                                        "$mpirun -n 3 $premortem_mpi " + forty + "--format csv --shard 2/2 -o 2.csv && cp 2.csv copy.csv && $premortem " + forty + "--format csv --shard 2/2 -o 2.csv --force && cmp 2.csv copy.csv\n"
                                        "$mpirun -n 3 $premortem_mpi " + forty + "--format csv --shard 1/2 -o 1.csv --resume && $premortem merge 1.csv copy.csv | cmp - whole.csv && echo same\n"
                                        "$mpirun -n 3 $premortem_mpi " + forty + "--format csv --shard 1/2 -o 1.csv --resume --seed 2");
  INFO(outcome.err);
  CHECK(outcome.out == "same\n");
  CHECK(outcome.code == 2);
}

TEST_CASE("rows of several pieces of a message arrive whole") {
  Files files = estimates;
  auto& quantities = files["quantities.csv"];
  for (int i = 0; i < 300; ++i) quantities += "q" + std::to_string(i) + ",users*" + std::to_string(i + 1) + ",people\n";
  const Workplace place(files);
  const std::string wide = "sweep case --quiet --samples 10 --vary exposed=0.03:0.09:12 --format csv";
  const auto expected = run_ranks(place, "$premortem " + wide), ranks = run_ranks(place, "$mpirun -n 2 $premortem_mpi " + wide);
  REQUIRE(expected.out.size() > 12 * 16'384);  // a piece is 16 KiB, a block at least one row
  CHECK((ranks.code == 0 && ranks.out == expected.out));
}

TEST_CASE("a case that cannot be read, and a command line that is wrong, end as with premortem sweep") {
  const Workplace place(estimates);
  for (const std::string words : {"sweep nowhere --vary a=1,2", "sweep case", "sweep case --vary nobody=1,2", "sweep case --varry x=1,2",
                                  "sweep case --vary users=1:9:99 --limit 5", "sweep case --vary users=1,2 --format csv -o case/assumptions.csv --force"}) {
    INFO(words);
    const auto expected = run_ranks(place, "$premortem " + words);
    REQUIRE(expected.code != 0);
    const auto ranks = run_ranks(place, "$mpirun -n 2 $premortem_mpi " + words);
    CHECK(ranks.code == expected.code);
    CHECK(ranks.err == expected.err);
    CHECK(ranks.out == expected.out);
    CHECK(ranks.unchanged);
  }
}

TEST_CASE("of the points that fail the first by id is told, whichever rank had it, and what is before it is kept") {
  const Workplace place(estimates);
  // Each value is right alone; the first pair that is not, low over best, is far into the points.
  const std::string pairs = "sweep case --quiet --samples 5000 --vary exposed.low=0.01:0.049:40 --vary exposed.best=0.03:0.1:4 --format csv ";
  const auto expected = run_ranks(place, "$premortem " + pairs);
  REQUIRE(expected.code == 3);
  for (const std::string ranks : {"2", "4"}) {
    const auto streamed = run_ranks(place, "$mpirun -n " + ranks + " $premortem_mpi " + pairs);
    CHECK(streamed.code == 3);
    CHECK(streamed.err == expected.err);
    CHECK(streamed.out == expected.out);
  }
  const auto filed = run_ranks(place, "$mpirun -n 3 $premortem_mpi " + pairs + "-o out.csv; echo $?; ls out.csv.checkpoint");
  CHECK(filed.out == "3\nout.csv.checkpoint\n");
}

TEST_CASE("ranks that see other input, options or no input are refused by name before anything is written") {
  const Workplace place(estimates);
  const std::string pair = "mkdir a b; cp -r case a; cp -r case b; CHANGE; p=\"$premortem_mpi sweep case --quiet --vary users=1e6,1e7 --format csv -o out.csv\"; "
                           "$mpirun -n 1 -wdir $PWD/a $p : -n 1 -wdir $PWD/b $p OPTION; echo $?; ls a b; rm -r a b";
  const auto run_pair = [&](const std::string& change, const std::string& option) {
    auto command = pair;
    command.replace(command.find("CHANGE"), 6, change);
    command.replace(command.find("OPTION"), 6, option);
    return run_ranks(place, command);
  };
  const auto begins = [](const std::string& text, const std::string& with) { return text.substr(0, with.size()) == with; };
  const std::string nothing_written = "3\na:\ncase\n\nb:\ncase\n";
  const auto other = run_pair("sed -i s/.10,pert/.11,pert/ b/case/assumptions.csv", "");
  CHECK(other.out == nothing_written);
  CHECK(begins(other.err, "premortem: rank 1 on "));
  CHECK(other.err.find(" reads other bytes of assumptions.csv than rank 0; every rank needs the same program, options and files\n") != std::string::npos);
  const auto seed = run_pair(":", "--seed 2");
  CHECK(seed.out == nothing_written);
  CHECK(seed.err.find(" has another seed than rank 0;") != std::string::npos);
  const auto none = run_pair("rm -r b/case/*", "");
  CHECK(none.out.substr(1) == nothing_written.substr(1));
  CHECK(none.err.find(" cannot compute what rank 0 can:\n") != std::string::npos);
  const auto input = run_ranks(place, "$mpirun -n 2 $premortem_mpi sweep - --vary users=1,2 < case/assumptions.csv");
  CHECK(input.code == 2);
  CHECK(input.err == "premortem: a case on standard input reaches one rank alone; name a folder or file that all of them see\n");
}

TEST_CASE("what needs no points is computed by rank 0, and any other verb is premortem's") {
  const Workplace place(estimates);
  const std::string tornado = "sweep case --quiet --sensitivity tornado --samples 1000";
  CHECK(run_ranks(place, "$mpirun -n 2 $premortem_mpi " + tornado).out == run_ranks(place, "$premortem " + tornado).out);
  CHECK(run_ranks(place, "$mpirun -n 2 $premortem_mpi --version").out == run_ranks(place, "$premortem --version").out);
  CHECK(run_ranks(place, "$mpirun -n 2 $premortem_mpi help sweep").out == run_ranks(place, "$premortem help sweep").out);
  const auto report = run_ranks(place, "$mpirun -n 2 $premortem_mpi report case");
  CHECK(report.code == 2);
  CHECK(report.err == "premortem: premortem-mpi has the verb sweep alone: mpirun -n 4 premortem-mpi sweep <case> --vary NAME=...; all others are premortem's\n");
}
