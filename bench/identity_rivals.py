"""Splink and rapidfuzz on the records of `bench.identity`; run by it with a Python that has them.

    python identity_rivals.py splink|rapidfuzz ROWS.json LABELS.json

Set up as their manuals advise for names, untuned: Splink with term frequencies, six blocking rules and
EM; rapidfuzz with blocks of surname and given name, and one threshold on token_sort_ratio.
"""

import json
import re
import sys
import time
import unicodedata
from collections import defaultdict
from itertools import combinations
from pathlib import Path


def plain(text: str) -> str:
    """Lower case without accents."""
    return re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text)).lower()


def labels(ids: list[str], pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Connected components: id → the id that stands for its component."""
    above = {id_: id_ for id_ in ids}

    def find(id_: str) -> str:
        while above[id_] != id_:
            above[id_] = above[above[id_]]
            id_ = above[id_]
        return id_

    for one, other in pairs:
        above[find(other)] = find(one)
    return {id_: find(id_) for id_ in ids}


def rapidfuzz(rows: list[dict[str, str]]) -> dict[str, object]:
    """The same e-mail, or alike names at one firm or in full."""
    import rapidfuzz as tool
    from rapidfuzz import fuzz

    begun = time.process_time()
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    names = [" ".join(sorted(plain(row["name"]).replace(",", " ").split())) for row in rows]
    firms = [plain(row["firm"]).split(",")[0] for row in rows]
    for place, row in enumerate(rows):
        words = names[place].split()
        if row["email"]:
            blocks["mail", row["email"]].append(place)
        for word in words:
            blocks["firm", word, firms[place]].append(place)
        for two in combinations(words, 2):
            blocks["words", *two].append(place)
    found = set()
    for key, block in blocks.items():
        for one, other in combinations(block, 2) if len(block) <= 60 else ():
            alike = fuzz.token_sort_ratio(names[one], names[other])
            same_firm = firms[one] == firms[other]
            if key[0] == "mail" or alike >= (85 if same_firm else 97 if len(names[one].split()) > 2 else 101):
                found.add((rows[one]["id"], rows[other]["id"]))
    label = labels([row["id"] for row in rows], sorted(found))
    return {
        "version": tool.__version__,
        "seconds": time.process_time() - begun,
        "labels": {"0.85/0.97": label},
    }


def splink(rows: list[dict[str, str]]) -> dict[str, object]:
    """Fellegi-Sunter with EM, as its tutorial for names."""
    import pandas
    import splink as tool
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    begun = time.process_time()
    told = []
    for row in rows:
        written = plain(row["name"])
        if "," in written:
            last, _, first = written.partition(",")
            written = f"{first} {last}"
        first, _, last = written.strip().partition(" ")
        told.append(
            {
                "unique_id": row["id"],
                "first": first.strip("."),
                "last": last.strip() or None,
                "email": row["email"] or None,
                "firm": plain(row["firm"]).split(",")[0],
                "city": row["city"] or None,
            }
        )
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("first").configure(term_frequency_adjustments=True),
            cl.NameComparison("last").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
            cl.ExactMatch("firm").configure(term_frequency_adjustments=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("email"),
            block_on("first", "last"),
            block_on("last", "firm"),
            block_on("last", "city"),
            block_on("first", "firm", "city"),
            block_on("substr(first,1,3)", "substr(last,1,4)"),
        ],
    )
    api = DuckDBAPI()
    linker = Linker(api.register(pandas.DataFrame(told)), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("email")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first", "last"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("email"))
    frame = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    took = time.process_time() - begun
    ids = [row["id"] for row in rows]
    found = {}
    for threshold in (0.8, 0.99, 0.9999):
        kept = frame[frame.match_probability >= threshold]
        found[str(threshold)] = labels(ids, list(zip(kept.unique_id_l, kept.unique_id_r, strict=True)))
    return {"version": tool.__version__, "seconds": took, "labels": found}


if __name__ == "__main__":
    records = json.loads(Path(sys.argv[2]).read_text("utf-8"))
    answer = {"splink": splink, "rapidfuzz": rapidfuzz}[sys.argv[1]](records)
    Path(sys.argv[3]).write_text(json.dumps(answer), encoding="utf-8")
