"""The teams and players of the games that are invented to be looked at."""

from realtime.scoreboards.commands import Listed, Roster, TeamLook
from realtime.scoreboards.state import Team

STARTERS = 5
HARBOUR = TeamLook(name="Harbour Herons", short="HER", colour="#0f766e")
FOUNDRY = TeamLook(name="Foundry Foxes", short="FOX", colour="#b45309")
NORTH = TeamLook(name="Northgate Owls", short="OWL", colour="#6d28d9")
MILL = TeamLook(name="Millbrook Mules", short="MUL", colour="#be123c")
PAIRS = ((HARBOUR, FOUNDRY), (NORTH, MILL), (FOUNDRY, NORTH), (MILL, HARBOUR))
# The first five start, the first of them is the captain.
PLAYERS = {
    "HER": (
        ("7", "Ada Marsh"),
        ("4", "Nia Okafor"),
        ("11", "Greta Lindqvist"),
        ("23", "Odile Moreau"),
        ("15", "Chidi Achebe"),
        ("8", "Mika Tanaka"),
        ("31", "Lena Brandt"),
        ("00", "Rui Silva"),
    ),
    "FOX": (
        ("5", "Petra Novak"),
        ("10", "Luz Castellan"),
        ("12", "Asha Iyer"),
        ("21", "Tess Whitlock"),
        ("33", "Maud Dufour"),
        ("3", "Vera Petrov"),
        ("14", "Zola Amadi"),
        ("9", "Bryn Hale"),
    ),
    "OWL": (
        ("1", "Ines Duarte"),
        ("6", "Signe Holm"),
        ("13", "Yara Haddad"),
        ("20", "Kaia Moana"),
        ("44", "Ruth Adeyemi"),
        ("2", "Tove Berg"),
        ("17", "Pilar Ruiz"),
        ("25", "June Ashby"),
    ),
    "MUL": (
        ("0", "Hana Sato"),
        ("9", "Elif Demir"),
        ("18", "Cora Vance"),
        ("22", "Anouk Jansen"),
        ("41", "Thandi Nkosi"),
        ("5", "Mina Farouk"),
        ("16", "Orla Byrne"),
        ("30", "Wanda Kral"),
    ),
}


def roster(team: Team, look: TeamLook) -> Roster:
    """The command that lists the players of one of these teams."""
    players = tuple(
        Listed(id=f"p{place}", number=number, name=name, starter=place <= STARTERS, captain=place == 1)
        for place, (number, name) in enumerate(PLAYERS[look.short or ""], 1)
    )
    return Roster(team=team, players=players)
