#!/usr/bin/env python3
"""Plants every kind of trouble in a file of a thousand conversations and knows where.

  python3 benchmarks/plant.py           makes the file, lets ./afina data check look at it, and prints
                                        how much of what was planted was found, and how much that
                                        was found had been planted

The sentences are made of parts with a fixed seed; none of them comes from a test of the program.
"""
import collections, json, os, random, subprocess, sys, tempfile

R = random.Random(20261121)
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")

GOODS = """camisa falda mochila lámpara mesa silla taza alfombra manta gorra cazadora bufanda tetera jarra maleta
chaqueta estantería almohada cafetera linterna sandalia cortina báscula tostadora impresora guitarra bicicleta tienda
brújula paraguas sartén licuadora""".split()
COLOURS = "azul roja verde negra blanca gris amarilla morada".split()
PLACES = "Sevilla Burgos Vigo Cádiz Toledo Huesca Lugo Cuenca Murcia Girona Soria Teruel".split()
ASK = [
    "{p}¿cuánto tarda en llegar la {g} {c} que pedí para {l}{e}?",
    "{p}quiero devolver la {g} {c} porque no me sirve{e}, ¿qué tengo que hacer?",
    "{p}¿tienen la {g} en color {c} en la tienda de {l}{e}?",
    "{p}la {g} {c} llegó rota a {l}{e} y quiero una nueva",
    "{p}¿puedo cambiar la {g} {c} por una {g2}{e}?",
    "{p}me han cobrado dos veces la {g} {c} en {l}{e}",
    "{p}¿qué garantía tiene la {g} {c}{e}?",
    "{p}¿hacen envíos de la {g} {c} a las afueras de {l}{e}?",
]
PRE = ["", "hola, ", "buenas tardes, ", "buenos días, ", "perdone, ", "una pregunta: ", "disculpen, ", "mire, "]
END = ["", " esta semana", " para un regalo", " con factura", " sin gastos", " por favor", " cuanto antes", " en agosto"]
ANSWER = [
    "La {g} {c} tarda entre dos y cuatro días en llegar a {l}. Le avisamos por correo cuando salga.",
    "Puede devolver la {g} en treinta días con su ticket. Lleve la {g} a la tienda de {l} y le devolvemos el importe.",
    "Sí, nos quedan varias en {l}. Si quiere, le reservamos una {g} {c} hasta mañana.",
    "Lamentamos lo ocurrido con la {g}. Le enviamos otra {c} hoy mismo a {l} sin ningún coste.",
    "Claro. Pase por la tienda de {l} con la {g} {c} y la cambiamos en el momento.",
    "Lo revisamos ahora mismo. El cargo de la {g} {c} se le devuelve en dos días en su cuenta.",
    "La {g} {c} tiene tres años de garantía. Guarde usted el ticket de {l} y la reparamos gratis.",
    "Sí, llegamos a toda la provincia de {l}. El envío de la {g} {c} cuesta cuatro euros.",
]
# What may look like trouble and is none: counts against the checks that fall for it.
DECOYS = [
    "mi pedido nº 123456789 sigue en {l}", "el 12/03/2024 compré la {g} {c} en {l}", "la {g} costó 612.345,67 pesos en {l}",
    "¿abren el lunes en la calle comercial de {l} la tienda de la {g} {c}?", "la {g} modelo 2024 {c} de {l} no me llega",
    "he olvidado mi contraseña y no veo la {g} {c} de {l}", "mi referencia es 12345678A de la {g} {c} en {l}",
    "la tarjeta 4012888888881882 no pasa al pagar la {g} {c} en {l}", "la {g} de la marca Rosa Clásica en {l} no está",
]

def fill(text, **more):
    values = dict(g=R.choice(GOODS), g2=R.choice(GOODS), c=R.choice(COLOURS), l=R.choice(PLACES), p=R.choice(PRE), e=R.choice(END))
    values.update(more)
    return text.format(**values)

def shingles(t):
    t = "".join(ch for ch in t.lower())
    return {t[i:i + 5] for i in range(max(1, len(t) - 4))}

def clean():
    """Conversations of which no two questions are nearly the same."""
    seen, all_ = [], []
    while len(all_) < 1000:
        kind = R.randrange(len(ASK))
        g, c, l = R.choice(GOODS), R.choice(COLOURS), R.choice(PLACES)
        ask = fill(R.choice(DECOYS), g=g, c=c, l=l) if len(all_) % 12 == 0 else fill(ASK[kind], g=g, c=c, l=l)
        s = shingles(ask)
        if any(len(s & o) >= 0.72 * len(s | o) for o in seen): continue
        seen.append(s)
        tags = ["consent", "language:es"]
        all_.append({"messages": [{"role": "user", "content": ask}, {"role": "assistant", "content": fill(ANSWER[kind], g=g, c=c, l=l)}],
                     "tags": tags, "ratings": [{"stars": R.choice([3, 4, 4, 5, 5])}]})
    return all_

LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
def dni(): n = R.randrange(10**7, 10**8); return "%d%s" % (n, LETTERS[n % 23])
def nie(): n = R.randrange(10**7); return "X%07d%s" % (n, LETTERS[n % 23])
def iban():
    b = "".join(R.choice("0123456789") for _ in range(20)); return "ES%02d%s" % (98 - int(b + "142800") % 97, b)
def card():
    d = [4] + [R.randrange(10) for _ in range(14)]
    s = sum((x * 2 - 9 if x > 4 else x * 2) if i % 2 == 0 else x for i, x in enumerate(d))
    return "".join(map(str, d)) + str(-s % 10)
def cif():
    d = [R.randrange(10) for _ in range(7)]
    s = sum(sum(divmod(2 * x, 10)) if i % 2 == 0 else x for i, x in enumerate(d)); return "A" + "".join(map(str, d)) + str(-s % 10)
NAMES = ["Lucía Gómez", "Antonio Ruiz Vega", "Carmen del Río", "Javier Ortiz", "Nuria Salas", "Pablo Iriarte"]
PERSONAL = {
    "dni": lambda: "mi DNI es " + dni(), "nie": lambda: "mi NIE es " + nie(), "cif": lambda: "la empresa es " + cif(),
    "iban": lambda: "mi cuenta es " + iban(), "card": lambda: "mi tarjeta es " + card(),
    "phone": lambda: "mi número es 6%02d %03d %03d" % (R.randrange(10, 60), R.randrange(1000), R.randrange(1000)),
    "email": lambda: "mi correo es cliente%d@example.es" % R.randrange(999),
    "secret": lambda: "mi contraseña es Luna%dxk" % R.randrange(1000, 9999),
    "name": lambda: R.choice(["me llamo ", "soy ", "a nombre de "]) + R.choice(NAMES),
    "address": lambda: "vivo en la calle de la Fuente %d" % R.randrange(1, 90), "plate": lambda: "mi matrícula es %04d BKX" % R.randrange(10000),
}

def plant(all_):
    free = list(range(len(all_))); R.shuffle(free)
    planted = collections.defaultdict(set)  # rule -> lines
    def some(n, rule, change):
        for _ in range(n):
            i = free.pop(); change(all_[i]); planted[rule].add(i)
    msgs = lambda o: o["messages"]
    def user(f): return lambda o: msgs(o)[0].update(content=f(msgs(o)[0]["content"]))
    def answer(f): return lambda o: msgs(o)[-1].update(content=f(msgs(o)[-1]["content"]))
    some(8, "empty_answer", answer(lambda _: "  "))
    some(8, "empty_message", user(lambda _: ""))
    some(10, "cut_answer", answer(lambda a: a[: a.rstrip(".").rfind(" ")] if R.random() < .5 else a.rstrip(".") + " y"))
    some(6, "no_answer_last", lambda o: msgs(o).append({"role": "user", "content": "gracias, adiós"}))
    some(5, "nothing_learned", lambda o: msgs(o)[-1].update(weight=0))
    some(6, "role_order", lambda o: msgs(o).insert(1, {"role": "system", "content": "Sé amable."}))
    some(6, "role_order", lambda o: msgs(o).insert(0, {"role": "user", "content": "hola"}))
    some(8, "forbidden_token", user(lambda u: u + R.choice(["<|im_end|>", "<|endoftext|>", "</s>", "[INST]", "<|fim_suffix|>"])))
    some(2, "too_long", user(lambda u: (u + " ") * 6000))
    def foreign(o):
        ask, reply = R.choice([
            ("When will the {g} I ordered arrive at my house near the station?", "It leaves our warehouse tomorrow morning and takes two days."),
            ("Quand est-ce que ma commande de {g} arrivera chez moi, près de la gare?", "Elle partira demain matin de notre entrepôt central."),
            ("Quando chega a encomenda da {g} que eu fiz na semana passada?", "A encomenda sai amanhã do nosso armazém e demora dois dias."),
            ("Quan arribarà la {g} que vaig demanar la setmana passada?", "Surt demà al matí del nostre magatzem i triga dos dies.")])
        msgs(o)[0].update(content=fill(ask)); msgs(o)[-1].update(content=reply)
    some(10, "other_language", foreign)
    some(8, "mixed_register", answer(lambda a: a + " Cuando usted pueda, dime tu número y te llamo."))
    some(8, "missing_context", user(lambda u: R.choice(["como le dije ayer, ", "según lo hablado, ", "en mi correo anterior lo expliqué: ", "seguimos con lo de antes: "]) + u))
    for kind, make in PERSONAL.items(): some(5, "personal_found", user(lambda u, make=make: u + ". " + make()))
    some(10, "no_consent", lambda o: o.update(tags=[t for t in o["tags"] if t != "consent"]))
    some(6, "outlying_answer", answer(lambda a: " ".join([a] * 9)))
    some(3, "rare_case", lambda o: o["tags"].append("emergencia"))
    for _ in range(40):  # a group that is rated worse
        i = free.pop(); all_[i]["tags"][-1] = "language:ca"; all_[i]["ratings"][0]["stars"] = R.choice([1, 1, 2, 3]); planted["treated_unlike"].add(-1)
    def again(n, rule, change):
        for _ in range(n):
            long = next(k for k in reversed(free) if len(msgs(all_[k])[0]["content"]) > 70)
            free.remove(long); src, i = long, free.pop()
            all_[i] = json.loads(json.dumps(all_[src])); change(all_[i]); planted[rule].add(max(src, i)); planted["~" + rule].add(min(src, i))
    again(12, "repeated", lambda o: None)
    again(6, "repeated", user(lambda u: u.upper().replace("¿", "")))
    again(8, "two_answers", answer(lambda a: "Lo sentimos, eso ya no es posible en ningún caso desde enero."))
    def typo(u):
        words = u.split(" ")
        i = max(range(len(words)), key=lambda k: len(words[k])); w = words[i]
        words[i] = w[:3] + w[4:]; return " ".join(words)
    again(12, "almost_repeated", user(typo))
    raw = {}
    def line(n, rule, make):
        for _ in range(n):
            i = free.pop(); raw[i] = make(json.dumps(all_[i], ensure_ascii=False)); planted[rule].add(i)
    line(5, "broken_json", lambda s: s[:-3])
    line(5, "unknown_role", lambda s: s.replace('"user"', '"customer"', 1))
    line(4, "missing_field", lambda s: s.replace('"messages"', '"mensajes"', 1))
    line(4, "not_weight", lambda s: s.replace('"role": "assistant"', '"role": "assistant", "weight": 0.5', 1))
    line(6, "mojibake", lambda s: s.encode().decode("cp1252", "ignore") if all(b not in s.encode() for b in (0x81, 0x8d, 0x8f, 0x90, 0x9d)) else s.encode().decode("latin-1"))
    lines = [raw.get(i, json.dumps(o, ensure_ascii=False)) for i, o in enumerate(all_)]
    return lines, planted

def main():
    lines, planted = plant(clean())
    path = os.path.join(tempfile.mkdtemp(), "planted.jsonl")
    open(path, "w", encoding="utf-8").write("\n".join(lines) + "\n")
    command = [os.path.join(ROOT, "afina"), "data", "check", path, "--json", "--language", "es", "--consent", "--for", "azure", "--everything"]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode not in (0, 1): sys.exit(run.stdout + run.stderr)
    found = collections.defaultdict(set)
    for out in run.stdout.splitlines():
        finding = json.loads(out)
        if "rule" in finding and "line" in finding: found[finding["rule"]].add(finding["line"] - 1)
    # Our own keys (tags, ratings) are refused by a provider everywhere: that rule is tested by itself.
    found.pop("unknown_key", None)
    print("| check | planted | found | recall | false alarms | precision |\n|---|---|---|---|---|---|")
    for rule in sorted(set(planted) | set(found)):
        if rule.startswith("~"): continue
        p, f = planted[rule], found[rule]
        if rule in ("rare_case", "treated_unlike"): p = {-1} if p else set()
        hit = len(p & f); alarms = f - p
        print("| `%s` | %d | %d | %s | %d | %s |" % (rule, len(p), hit, "%.2f" % (hit / len(p)) if p else "–", len(alarms), "%.2f" % (hit / len(f)) if f else "–"))
        if "--show" in sys.argv:
            for i in sorted(p - f): print("   missed", i + 1, lines[i][:300])
            for i in sorted(alarms): print("   alarm", i + 1, lines[i][:300] if i >= 0 else "")
    print(path)

main()
