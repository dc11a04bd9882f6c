"""The peers of the harm job that have to be compiled or installed first: their command, or why there is none."""
import json
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent


def last_words(done, otherwise):
    said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return next((line.strip() for line in said if "error" in line.lower()), said[-1].strip() if said else otherwise)[:160]


def compiled_openturns(kept):
    """@return the program, and why it is missing; compiled anew when its source is newer."""
    source, program = HERE / "openturns_peer.cpp", kept / "openturns_peer"
    if program.exists() and program.stat().st_mtime > source.stat().st_mtime:
        return program, None
    if not shutil.which("g++"):
        return program, "no g++ is here"
    if not any(Path(folder, "openturns", "OT.hxx").exists() for folder in ("/usr/include", "/usr/local/include")):
        return program, "no openturns/OT.hxx is here: apt-get install libopenturns-dev"
    kept.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["g++", "-O2", "-std=c++17", source, "-o", program, "-lOT"], capture_output=True, text=True)
    return program, None if done.returncode == 0 else f"g++ did not compile it: {last_words(done, 'no word why')}"


def installed_squiggle(kept):
    """Installs the versions of the lock file, without running their scripts, unless that was done before.
    @return the script to run, and why it is missing"""
    folder = kept / "squiggle"
    script, lock = folder / "squiggle_peer.mjs", (HERE / "squiggle" / "package-lock.json").read_text()
    for tool in ("node", "npm"):
        if not shutil.which(tool):
            return script, f"no {tool} is here"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "squiggle" / "squiggle_peer.mjs", script)
    installed = folder / "installed"
    if installed.exists() and installed.read_text() == lock:
        return script, None
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / "squiggle" / name, folder / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--loglevel=error"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    except subprocess.TimeoutExpired:
        return script, "npm did not end within 300 s"
    if done.returncode != 0:
        return script, f"npm did not install it: {last_words(done, 'no word why')}"
    installed.write_text(lock)
    return script, None


def squiggle_version():
    lock = json.loads((HERE / "squiggle" / "package-lock.json").read_text())
    return lock["packages"]["node_modules/@quri/squiggle-lang"]["version"]
