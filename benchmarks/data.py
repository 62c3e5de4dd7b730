#!/usr/bin/env python3
"""The peer of benchmarks/Data.java, and the files both of them read.

  data.py make FILE MEGABYTES      chats put together from real sentences: one in five is repeated word for word,
                                   one in ten with a letter left out; the same file for the same size
  data.py fuzz FILE                letters by chance
  data.py measure FILE RANKS [PAIRS]
                                   json + tiktoken + exact duplicates + division by hash; with PAIRS also near-duplicates
                                   among the questions by datasketch, written there; prints the counts as one line of JSON

RANKS is a file of tiktoken's o200k_base ("token in base64, space, rank" a line), so that no network is needed.
"""
import base64, hashlib, json, os, random, sys

SYSTEM = "Answer politely and briefly. If you do not know, say so and offer to ask a colleague."
PATTERN = "|".join([
    r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
    r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
    r"""\p{N}{1,3}""", r""" ?[^\s\p{L}\p{N}]+[\r\n/]*""", r"""\s*[\r\n]+""", r"""\s+(?!\S)""", r"""\s+"""])


def sentences():
    """What people wrote in Topical-Chat and CoCoA-MT."""
    data = os.environ.get("AFINA_DATA") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../shared/data")
    talks = json.load(open(os.path.join(data, "topical-chat/test_freq.json"), encoding="utf-8"))
    said = [turn["message"].strip() for talk in talks.values() for turn in talk["content"]]
    for register in ("formal", "informal"):
        lines = open(os.path.join(data, "cocoa-mt-es/telephony.%s.txt" % register), encoding="utf-8")
        said += [line.strip().replace("[F]", "").replace("[/F]", "") for line in lines]
    return [one for one in said if one]


def make(path, megabytes):
    chance, said, asked, written = random.Random(20261121), sentences(), [], 0
    with open(path, "w", encoding="utf-8") as out:
        while written < megabytes * 1_000_000:
            kind = chance.random()
            if asked and kind < 0.2:
                question, answer = chance.choice(asked)
            elif asked and kind < 0.3:
                question, answer = chance.choice(asked)
                at = chance.randrange(len(question))
                question = question[:at] + question[at + 1:]
            else:
                question = " ".join(chance.choice(said) for _ in range(chance.randint(1, 3)))
                answer = " ".join(chance.choice(said) for _ in range(chance.randint(1, 4)))
                asked.append((question, answer))
            messages = [("system", SYSTEM), ("user", question), ("assistant", answer)]
            line = json.dumps({"messages": [{"role": r, "content": c} for r, c in messages]}, ensure_ascii=False) + "\n"
            out.write(line)
            written += len(line.encode())


def measure(path, ranks, near):
    import tiktoken
    table = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in open(ranks, "rb"))}
    tokenizer = tiktoken.Encoding("o200k_base", pat_str=PATTERN, mergeable_ranks=table, special_tokens={})
    rows, tokens, parts, seen, kept = 0, 0, [0, 0], set(), []
    for line in open(path, encoding="utf-8"):
        messages = json.loads(line)["messages"]
        rows += 1
        tokens += sum(len(tokenizer.encode_ordinary(message["content"])) for message in messages)
        key = hashlib.sha256("\0".join(m["role"] + "\0" + m["content"] for m in messages).encode()).digest()
        if key in seen:
            continue
        seen.add(key)
        kept.append(messages)
        parts[key[0] < 205] += 1
    result = {"rows": rows, "tokens": tokens, "kept": len(kept), "training": parts[1], "validation": parts[0]}
    if near:
        with open(near, "w") as out:
            out.writelines("%d %d\n" % pair for pair in pairs(kept))
    print(json.dumps(result))


def pairs(kept):
    """Every pair of different questions that MinHash proposes and exact Jaccard confirms."""
    from datasketch import MinHash, MinHashLSH
    texts = dict.fromkeys(" ".join(m["content"] for m in messages if m["role"] == "user").lower() for messages in kept)
    index, pieces, found = MinHashLSH(threshold=0.8, num_perm=128), [], []
    for number, text in enumerate(texts):
        own = {text[i:i + 5] for i in range(max(1, len(text) - 4))}
        hashes = MinHash(num_perm=128)
        hashes.update_batch([piece.encode() for piece in own])
        for other in index.query(hashes):
            common = len(own & pieces[other])
            if common >= 0.8 * (len(own) + len(pieces[other]) - common):
                found.append((other, number))
        index.insert(number, hashes)
        pieces.append(own)
    return sorted(found, key=lambda pair: (pair[1], pair[0]))


def fuzz(path):
    """Lines of letters by chance, for counts that must be equal on anything."""
    chance = random.Random(7)
    parts = ["'s", "'RE", "'ll", "aB", "ABc", "\u0301", "Ⅷ", "½", " ", "  ", "\t", "\n", "\r\n", "\u00a0", "/", "中文", "😀", "12345"]
    letter = lambda: chr(chance.choice([chance.randrange(32, 0x600), chance.randrange(0x600, 0xD7FF), chance.randrange(0x1F300, 0x1F6FF)]))
    with open(path, "w", encoding="utf-8") as out:
        for _ in range(20_000):
            text = "".join(chance.choice(parts) if chance.random() < 0.7 else letter() for _ in range(chance.randint(1, 40)))
            messages = [{"role": "user", "content": text}, {"role": "assistant", "content": "ok"}]
            out.write(json.dumps({"messages": messages}) + "\n")


if sys.argv[1] == "make":
    make(sys.argv[2], float(sys.argv[3]))
elif sys.argv[1] == "fuzz":
    fuzz(sys.argv[2])
else:
    measure(sys.argv[2], sys.argv[3], sys.argv[4] if len(sys.argv) > 4 else "")
