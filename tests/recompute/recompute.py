#!/usr/bin/env python3
"""Works the demo's sums out again, sharing no code with what made them.

    recompute.py DEMO.json...

Each file is what `kith --json demo --seed N` printed. Checked in each:

* every phone has the same digest;
* per article, what is allocated and what is left over make up the cases ordered, and each
  household gets nothing or between its at-least and its up-to;
* per round, the bills make up the supplier's invoice to the penny;
* hours sum to zero, over the whole and over the balances listed.

Checked across files: the outcome is the same for every seed. Only the seed itself, the requests
made, the bytes moved and the time taken may differ.
"""

import json
import sys

problems = []
checked = 0


def hold(what, true):
    """Notes one thing that must be true."""
    global checked
    checked += 1
    if not true:
        problems.append(what)


def whole(value):
    """Whether a value is an integer and nothing that merely looks like one."""
    return isinstance(value, int) and not isinstance(value, bool)


def check_article(where, article):
    units = article["cases"] * article["case_size"]
    shares = article["households"]
    given = sum(share["allocated"] for share in shares)
    hold(
        f"{where}: {given} allocated and {article['left_over']} left over are not {units} units",
        given + article["left_over"] == units,
    )
    hold(f"{where}: less than nothing is left over", article["left_over"] >= 0)
    for share in shares:
        got = share["allocated"]
        hold(
            f"{where}: {share['name']} gets {got}, asked for {share['at_least']} to {share['up_to']}",
            got == 0 or share["at_least"] <= got <= share["up_to"],
        )
        hold(
            f"{where}: {share['name']} asks for at least, want, up to in no order",
            0 <= share["at_least"] <= share["want"] <= share["up_to"],
        )


def check_round(where, order):
    bills, invoice = order["bills_total_pence"], order["invoice_pence"]
    hold(f"{where}: money is not in whole pence", whole(bills) and whole(invoice))
    hold(f"{where}: bills of {bills} p for an invoice of {invoice} p", bills == invoice)
    listed = order.get("bills")
    if listed:
        total = sum(bill["total_pence"] for bill in listed)
        hold(f"{where}: the bills listed make {total} p, not {bills} p", total == bills)
    hold(f"{where}: there are no articles", len(order["articles"]) > 0)
    for article in order["articles"]:
        check_article(f"{where}, {article['name']}", article)


def minutes_of(balance):
    """A balance is a number, or has its minutes beside a name."""
    return balance if whole(balance) else balance["minutes"]


def check(where, demo):
    digests = {phone["digest"] for phone in demo["phones"]}
    hold(f"{where}: phones show {len(digests)} different digests", len(digests) == 1)
    hold(f"{where}: fewer than five phones", len(demo["phones"]) >= 5)
    hold(f"{where}: there is no round", len(demo["rounds"]) > 0)
    for order in demo["rounds"]:
        check_round(f"{where}, round {order['id']}", order)
    hours = demo["hours"]
    balances = [minutes_of(balance) for balance in hours["balances"]]
    hold(f"{where}: hours sum to {hours['sum_minutes']}", hours["sum_minutes"] == 0)
    hold(f"{where}: balances sum to {sum(balances)}", sum(balances) == 0)
    hold(f"{where}: nobody gave an hour", any(balances))
    hold(f"{where}: nobody was visited", len(demo["visits"]) > 0)


def outcome(demo):
    """What must not depend on the order in which phones came online."""
    kept = {key: demo[key] for key in ("rounds", "hours", "visits")}
    kept["phones"] = sorted(phone["name"] for phone in demo["phones"])
    return json.dumps(kept, sort_keys=True)


def main(files):
    if not files:
        sys.exit(__doc__)
    demos = []
    for file in files:
        with open(file, encoding="utf-8") as text:
            demo = json.load(text)
        check(f"seed {demo['seed']}", demo)
        demos.append(demo)
    for demo in demos[1:]:
        hold(
            f"seed {demo['seed']} comes out otherwise than seed {demos[0]['seed']}",
            outcome(demo) == outcome(demos[0]),
        )
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(demos)} seeds, {checked} things checked, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
