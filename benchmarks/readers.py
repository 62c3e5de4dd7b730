"""What the scripts share that let other programs read what Afina writes."""

import importlib.util, json, os, pathlib, shutil, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROMPTS = 20
TOKENS = 16


def in_own_environment(folder, packages):
    """Goes on if this Python has the packages; else starts the script again in one that has.

    The environment lies below Afina's cache folder. `packages`: names to import and to install.
    """
    if all(importlib.util.find_spec(module) for module in packages):
        return
    cache = os.environ.get("AFINA_CACHE") or os.path.expanduser("~/.cache/afina")
    home = pathlib.Path(cache) / folder
    python = home / "bin" / "python"
    if os.environ.get("AFINA_READERS") == "made":
        sys.exit(f"the environment in {home} lacks one of: " + ", ".join(packages.values()))
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    install = [str(python), "-m", "pip", "install", "--quiet", *packages.values()]
    subprocess.run(install, check=True)
    os.environ["AFINA_READERS"] = "made"
    os.execv(str(python), [str(python), *sys.argv])


def afina(*words, text=None):
    done = subprocess.run(
        [str(ROOT / "afina"), *map(str, words)], input=text, capture_output=True, text=True
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(" ".join(map(str, words)) + ": " + (done.stderr or done.stdout)[-600:])
    return done.stdout


def answers(project, prompts, alternatives=0):
    """What Afina says to each prompt: its tokens, each with the likeliest in its place."""
    lines = afina(
        "chat", project, "--json", "--logprobs", alternatives, "--max-tokens", TOKENS,
        text="".join(prompt + "\n/new\n" for prompt in prompts),
    ).splitlines()
    said = [json.loads(line)["logprobs"] for line in lines if '"reply"' in line]
    assert len(said) == len(prompts), f"{len(said)} answers"
    return said


def trained(base, work, forms, *settings):
    """A shop whose adapter was trained on the base, exported in some forms."""
    project = work / "shop"
    shutil.copytree(ROOT / "examples" / "tienda-intenciones", project)
    for made in ("data", "results", "models", "export", ".afina"):
        shutil.rmtree(project / made, ignore_errors=True)
    afina(
        "run", project, "--base", base, "--to", "train", "--epochs", 2,
        "--set", "precision=f32", "--set", "training.learning-rate=0.01", *settings,
    )
    for form in forms:
        afina("export", project, *form.split())
    return project


def questions(project):
    """The system prompt, and 20 things to ask."""
    info = json.loads((project / "results" / "fine_tuning_info.json").read_text())
    rows = (project / "examples.csv").read_text(encoding="utf-8").splitlines()[1:]
    return info["plan"]["system"], [row.rsplit(",", 1)[0].strip('"') for row in rows][:PROMPTS]
