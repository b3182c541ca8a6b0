"""People files of any size, drawn by a seed: as unlike each other as the people of a company are."""

from random import Random

from tests.verifying.cases import people

SKILLS = [f"skill {number}" for number in range(40)]
WORDS = "lead grow teams boards budgets product change clients speak write plan learn".split()
ZONES = ["Europe/Lisbon", "Europe/Berlin", "Asia/Kolkata", "America/New_York", ""]


def crowd(seed: int, mentees: int, mentors: int, *, capacity: int = 3, both: int = 0) -> str:
    """So many of each, and some who are both."""
    random = Random(seed)
    roles = ["mentee"] * mentees + ["mentor"] * mentors + ["both"] * both
    last = len(roles)

    def one(number: int, role: str) -> dict[str, object]:
        senior = role == "mentor"
        return {
            "name": f"p{number:04}",
            "role": role,
            "capacity": random.randint(1, capacity),
            "level": random.choice([4, 5, 6, 7, 8]) if senior else random.choice(["", 1, 2, 3, 4, 5]),
            "leader": random.choice(["yes", "no", "no", "no"]),
            "department": f"department {random.randint(1, 5)}",
            "location": random.choice(["Lisbon", "Berlin", "Pune"]),
            "timezone": random.choice(ZONES),
            "languages": random.choice(["en", "en;pt", "de;en", "de", ""]),
            "offers": ";".join(random.sample(SKILLS, random.randint(0, 4))),
            "wants": ";".join(random.sample(SKILLS, random.randint(0, 4))),
            "interests": ";".join(random.sample(SKILLS, random.randint(0, 2))),
            "goals": " ".join(random.sample(WORDS, 4)),
            "manager": f"p{random.randrange(number):04}@example.org" if number else "",
            "avoid": f"p{random.randrange(last):04}@example.org" if random.random() < 0.2 else "",
        }

    return people(*(one(number, role) for number, role in enumerate(roles)))
