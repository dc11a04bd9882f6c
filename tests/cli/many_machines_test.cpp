// The job files of docs/many-machines.md, run as Slurm and Kubernetes run them: with what those set, on a small sweep.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

const Files refunds{{"assumptions.csv",
                     "name,low,best,high,shape,k,n,evidence,unit\n"
                     "refunds_per_year,,400000,,,,,measured,refunds\n"
                     "wrong_share,,,,count,12,8000,measured,share\n"
                     "refund,20,45,120,pert,,,expert,USD\n"},
                    {"quantities.csv", "name,formula,unit\nloss,refunds_per_year * wrong_share * refund,USD a year\n"}};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
  return text;
}

/// The page with a sweep of 130 points in the place of 100,000.
std::string page() {
  std::ifstream in(PREMORTEM_SOURCE_DIR "/docs/many-machines.md");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return replaced(replaced(text, "10:100:1000", "10:100:10"), "0.02%:0.3%:100", "0.02%:0.3%:13");
}

/// What stands between the fences of a block of this kind, the first one after `heading` being number 0.
std::string block(const std::string& heading, const std::string& kind, int number = 0) {
  const auto text = page();
  const std::string fence = "\n```" + kind + "\n";
  auto at = text.find("\n## " + heading + "\n");
  for (int i = 0; i <= number && at != std::string::npos; ++i) at = text.find(fence, at + 1);
  REQUIRE(at != std::string::npos);
  const auto begin = at + fence.size();
  return text.substr(begin, text.find("\n```\n", begin) + 1 - begin);
}

/// A workplace with the case, the page's whole sweep as whole.csv, and in `bin` the programs that the page names: our own, and the
/// others as far as the page uses them; any other option is refused.
class Machines {
 public:
  Machines() {
    const std::string ranks = "*) break;; esac; done; [ \"$1\" = premortem-mpi ] && shift && exec premortem \"$@\"\n";  // one rank is premortem
    std::filesystem::create_directory(place.path() / "bin");
    place.write("bin/sbatch",
                "while [ $# -gt 0 ]; do case $1 in --parsable) ;; --array=*) array=${1#*=};; --dependency=afterok:*) after=${1##*:};;\n"
                "  --wrap) wrap=$2; shift;; -*) echo \"sbatch: $1?\" >&2; exit 1;; *) script=$1;; esac; shift; done\n"
                "if [ -n \"$wrap\" ]; then [ \"$after\" = 42 ] && exec sh -c \"$wrap\"; exit 1; fi\n"
                "directive() { sed -n \"s/^#SBATCH --$1=//p\" \"$script\"; }\n"
                "array=${array:-$(directive array)}; export SLURM_CPUS_PER_TASK=$(directive cpus-per-task)\n"
                "case $array in *-*) tasks=$(seq ${array%-*} ${array#*-});; *) tasks=${array//,/ };; esac\n"
                "export SLURM_ARRAY_TASK_COUNT=$(wc -w <<<\"$tasks\")\n"
                "for task in $tasks; do SLURM_ARRAY_TASK_ID=$task bash \"$script\" || exit; done; echo 42\n");
    place.write("bin/srun", "while :; do case $1 in --mpi=pmix|--kill-on-bad-exit=1|--cpus-per-task=32) shift;; " + ranks);
    place.write("bin/mpirun", "while :; do case $1 in -n|--hostfile) shift 2;; " + ranks);
    const auto made = run("sed -i '1i#!/bin/bash' bin/*; chmod +x bin/*; ln -s \"$premortem\" bin/premortem\n"
                          "premortem sweep case --quiet --vary refund=10:100:10 --vary wrong_share=0.02%:0.3%:13 --format csv -o whole.csv");
    REQUIRE(made.err == "");
  }
  void write(const std::string& name, const std::string& text) const { place.write(name, text); }
  Outcome run(const std::string& commands) const { return run_shell(place, "PATH=$PWD/bin:$PATH\n" + commands); }

 private:
  Workplace place{refunds};
};

/// Runs each Job of a file as a kubelet would: what is "$(NAME)" is put in where NAME is set, and stays where it is not.
const std::string kubelet = R"(import os, re, subprocess, sys, yaml
jobs = {job['metadata']['name']: job for job in yaml.safe_load_all(open('jobs.yaml'))}
job, pods = jobs[sys.argv[1]], [int(pod) for pod in sys.argv[2:]]
assert job['apiVersion'] == 'batch/v1' and job['kind'] == 'Job'
spec = job['spec']
pod = spec['template']['spec']
container, = pod['containers']
assert pod['restartPolicy'] in ('Never', 'OnFailure')
assert {mount['name'] for mount in container['volumeMounts']} == {volume['name'] for volume in pod['volumes']}
indexed = spec.get('completionMode') == 'Indexed'
for index in [i for i in range(spec.get('completions', 1)) if not pods or i in pods]:
    names = {'JOB_COMPLETION_INDEX': str(index)} if indexed else {}
    put_in = lambda m: '$' if m[1] == '$' else names.get(m[2], m[0])
    words = [re.sub(r'\$(\$|\(([^)]*)\))', put_in, word) for word in container['command'] + container.get('args', [])]
    words = [word.replace('/data/case', 'case').replace('/data', os.getcwd()) for word in words]  # the volume
    code = subprocess.run(words, env={**os.environ, **names}).returncode
    if code: sys.exit(code)
)";

}  // namespace

TEST_CASE("Slurm's array of the page computes every part, its merge gives the whole, and parts that were lost come again") {
  const Machines machines;
  machines.write("parts.sh", block("Slurm", "sh"));
  const auto submit = block("Slurm", "sh", 1), lost = submit.substr(submit.find("sbatch --array="));
  const auto all = machines.run(submit + "cmp out.csv whole.csv && ls parts | wc -l");
  INFO(all.err);
  CHECK(all.out == "42\n64\n");  // of the last command, to which all is there already
  const auto again = machines.run("rm out.csv; mv parts/7.csv seventh; rm parts/19.csv; premortem merge parts/*.csv -o out.csv; echo $?\n" + lost +
                                  "cmp parts/7.csv seventh && premortem merge parts/*.csv -o out.csv && cmp out.csv whole.csv && echo same");
  INFO(again.err);
  CHECK(again.out == "3\n42\nsame\n");
}

TEST_CASE("the page's commands for ranks give the whole, too") {
  for (const auto& commands : {"export SLURM_CPUS_PER_TASK=32\n" + block("Slurm", "sh", 2), block("Ranks", "sh")}) {
    const auto ranks = Machines().run(commands + "cmp out.csv whole.csv && echo same");
    INFO(ranks.err);
    CHECK(ranks.out == "same\n");
  }
}

TEST_CASE("Kubernetes' indexed Job of the page computes every part, a pod may start again, and the second Job names a part that is missing") {
  const Machines machines;
  machines.write("jobs.yaml", block("Kubernetes", "yaml"));
  machines.write("kubelet.py", kubelet);
  const auto early = machines.run("/usr/bin/python3 kubelet.py sweep && ls parts | wc -l && rm parts/40.csv && /usr/bin/python3 kubelet.py merge");
  INFO(early.err);
  CHECK(early.out == "64\n");
  CHECK(early.code == 3);
  CHECK(early.err.find("no part has ids 81 to 82;") != std::string::npos);  // from 130 * 40 / 64 = 81.25 up to 130 * 41 / 64 = 83.3, rounded down
  const auto whole = machines.run("/usr/bin/python3 kubelet.py sweep 0 40 63 && /usr/bin/python3 kubelet.py merge && cmp out.csv whole.csv && echo same");
  INFO(whole.err);
  CHECK(whole.out == "same\n");
}
