"""3,201 films from vega-datasets, put right where the dataset is known to be wrong.

Titles that were numbers, the film that is called Unknown and became null, letters that went through the wrong code
page, articles behind a comma, release years that were written with two digits, and dates that mean "not known".
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from api.transfer.formats.checkbox import AsCheckbox
from api.transfer.formats.choice import AsOption, AsOptions
from api.transfer.formats.date import AsDate
from api.transfer.formats.number import AsMoney, AsNumber, AsRating
from api.transfer.formats.text import AsText
from api.transfer.source import GivenColumn
from core.values import JsonValue
from ops.seeds.sources import JsonCell, Record

FILE = "movies.json"
_LAST_YEAR = 2011
_UNKNOWN_DAY = date(1969, 12, 31)
_SEPARATOR = ";"
_ARTICLE = re.compile(r"(.+), (The|A|An)")
_FAMOUS_VOTES = 20_000
_RATINGS = {"G": "green", "PG": "lime", "PG-13": "amber", "R": "red", "NC-17": "purple", "Not Rated": "gray"}
_GENRES = {
    "Action": "red", "Adventure": "orange", "Black Comedy": "gray", "Comedy": "amber", "Concert/Performance": "purple",
    "Documentary": "teal", "Drama": "blue", "Horror": "pink", "Musical": "indigo", "Romantic Comedy": "pink",
    "Thriller/Suspense": "cyan", "Western": "lime",
}  # fmt: skip
_TAGS_OF_SOURCE = {
    "Based on Book/Short Story": "From a book", "Based on Real Life Events": "True story", "Remake": "Remake",
    "Based on TV": "From TV", "Based on Comic/Graphic Novel": "From a comic", "Based on Play": "From the stage",
    "Based on Musical/Opera": "From the stage", "Based on Game": "From a game", "Based on Toy": "From a game",
    "Traditional/Legend/Fairytale": "Legend", "Based on Magazine Article": "True story", "Spin-Off": "Spin-off",
    "Based on Factual Book/Article": "True story", "Based on Short Film": "Remake", "Disney Ride": "From a game",
}  # fmt: skip
_TAGS_OF_TYPE = {
    "Science Fiction": "Sci-fi", "Fantasy": "Fantasy", "Super Hero": "Super heroes", "Kids Fiction": "Family",
    "Historical Fiction": "Period piece",
}  # fmt: skip
_TAGS_OF_GENRE = {
    "Romantic Comedy": ("Funny", "Romance"), "Comedy": ("Funny",), "Black Comedy": ("Funny", "Dark"),
    "Horror": ("Dark",), "Musical": ("Music",), "Concert/Performance": ("Music",), "Thriller/Suspense": ("Suspense",),
    "Western": ("Period piece",),
}  # fmt: skip
TAGS = (
    "Funny", "Romance", "Dark", "Suspense", "Music", "Family", "Fantasy", "Sci-fi", "Super heroes", "Period piece",
    "True story", "From a book", "From a comic", "From a game", "From TV", "From the stage", "Legend", "Remake",
    "Spin-off",
)  # fmt: skip


def _options(names: Sequence[str]) -> dict[str, JsonValue]:
    return {"options": [{"name": name} for name in names]}


def _colored(names: dict[str, str]) -> dict[str, JsonValue]:
    return {"options": [{"name": name, "color": color} for name, color in names.items()]}


_DOLLARS: dict[str, JsonValue] = {"currency": "USD", "precision": 0}

_MONEY = AsMoney("USD", "$", ".", 0)

COLUMNS: dict[str, GivenColumn] = {
    "Title": GivenColumn(AsText()),
    "Genre": GivenColumn(AsOption(), _colored(_GENRES)),
    "Stars": GivenColumn(AsRating(5), {"max": 5}),
    "Released": GivenColumn(AsDate("ymd")),
    "Rated": GivenColumn(AsOption(), _colored(_RATINGS)),
    "Tags": GivenColumn(AsOptions(_SEPARATOR), _options(TAGS)),
    "Seen": GivenColumn(AsCheckbox()),
    "Director": GivenColumn(AsText()),
    "Worldwide gross": GivenColumn(_MONEY, _DOLLARS),
    "US gross": GivenColumn(_MONEY, _DOLLARS),
    "Budget": GivenColumn(_MONEY, _DOLLARS),
    "Rotten Tomatoes": GivenColumn(AsNumber(), {"precision": 0}),
    "IMDB rating": GivenColumn(AsNumber(), {"precision": 1}),
    "IMDB votes": GivenColumn(AsNumber(), {"precision": 0}),
    "Minutes": GivenColumn(AsNumber(), {"precision": 0}),
    "Distributor": GivenColumn(AsText()),
    "Source": GivenColumn(AsText()),
    "Creative type": GivenColumn(AsText()),
}


def rows(films: Sequence[Record]) -> Iterator[list[str]]:
    """The cells of each film in the order of COLUMNS, the films that most people voted on first."""
    for film in sorted(films, key=lambda film: -_number(film["IMDB Votes"])):
        rating, votes = _number(film["IMDB Rating"]), _number(film["IMDB Votes"])
        name = title(film["Title"])
        seen = votes > _FAMOUS_VOTES and sum(name.encode()) % 5 == 0
        cells: list[JsonCell] = [
            name,
            film["Major Genre"],
            stars(rating) if rating else None,
            released(str(film["Release Date"])),
            "Not Rated" if film["MPAA Rating"] == "Open" else film["MPAA Rating"],
            _SEPARATOR.join(_tags(film)),
            "yes" if seen else "no",
            _repaired(str(film["Director"])) if film["Director"] else None,
            film["Worldwide Gross"],
            film["US Gross"],
            film["Production Budget"],
            film["Rotten Tomatoes Rating"],
            film["IMDB Rating"],
            film["IMDB Votes"],
            film["Running Time min"],
            film["Distributor"],
            film["Source"],
            film["Creative Type"],
        ]
        yield ["" if cell is None else str(cell) for cell in cells]


def stars(rating: float) -> int:
    """Five for the films of all times (IMDB 8 and more), three for the ordinary."""
    return 1 + sum(rating >= least for least in (4.0, 5.5, 6.8, 8.0))


def title(raw: JsonCell) -> str:
    """The film's name.

    >>> title(1776), title(None), title("DÈj‡ Vu"), title("Mist, The")
    ('1776', 'Unknown', 'Déjà Vu', 'The Mist')
    """
    text = "Unknown" if raw is None else _repaired(str(raw))
    behind = _ARTICLE.fullmatch(text)
    return f"{behind[2]} {behind[1]}" if behind else text


def released(text: str) -> str | None:
    """The ISO date; a year after the dataset's last one lost its century.

    >>> released("Jun 12 1998"), released("Feb 08 2015"), released("Dec 31 1969")
    ('1998-06-12', '1915-02-08', None)
    """
    day = datetime.strptime(text, "%b %d %Y").replace(tzinfo=UTC).date()
    if day == _UNKNOWN_DAY:
        return None
    return (day.replace(year=day.year - 100) if day.year > _LAST_YEAR else day).isoformat()


def _repaired(text: str) -> str:
    """Windows letters that were once read as those of a Macintosh."""
    try:
        return text.encode("mac_roman").decode("cp1252")
    except UnicodeError:
        return text


def _number(cell: JsonCell) -> float:
    return cell if isinstance(cell, int | float) else 0.0


def _tags(film: Record) -> list[str]:
    tags = {
        _TAGS_OF_SOURCE.get(str(film["Source"]), ""),
        _TAGS_OF_TYPE.get(str(film["Creative Type"]), ""),
        *_TAGS_OF_GENRE.get(str(film["Major Genre"]), ()),
    }
    return [tag for tag in TAGS if tag in tags]
