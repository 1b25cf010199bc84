"""What is put right in the real data, and that the demo's own rows hang together."""

import pytest

import ops.seeds.flights as flights
import ops.seeds.movies as movies
import ops.seeds.projects as projects
from ops.seeds.tasks import TASKS


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (1776, "1776"), (None, "Unknown"), ("DÈj‡ Vu", "Déjà Vu"), ("Mist, The", "The Mist"), ("Alien³", "Alien³"),
        ("Ri¢hie Ri¢h", "Ri¢hie Ri¢h"), ("The Naked Gun 2Ω: The Smell of Fear", "The Naked Gun 2½: The Smell of Fear"),
        ("Me, Myself and Irene", "Me, Myself and Irene"),
    ],
)  # fmt: skip
def test_titles_are_put_right(raw: str | int | None, name: str) -> None:
    assert movies.title(raw) == name


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Jun 12 1998", "1998-06-12"),
        ("Feb 08 2015", "1915-02-08"),
        ("Dec 31 1969", None),
        ("Jan 01 2011", "2011-01-01"),
    ],
)
def test_release_years_get_their_century_back(text: str, day: str | None) -> None:
    assert movies.released(text) == day


@pytest.mark.parametrize(("rating", "stars"), [(9.2, 5), (8.0, 5), (7.9, 4), (5.5, 3), (3.9, 1), (1.0, 1)])
def test_stars_follow_the_rating(rating: float, stars: int) -> None:
    assert movies.stars(rating) == stars


@pytest.mark.parametrize(
    ("delay", "said"), [(-30, "Early"), (0, "On time"), (15, "On time"), (16, "Late"), (61, "Very late")]
)
def test_punctuality_is_that_of_the_airlines(delay: int, said: str) -> None:
    assert flights.punctuality(delay) == said


def test_every_task_has_one_person_one_project_and_known_options() -> None:
    people = [person[0] for person in projects.PEOPLE]
    for task in TASKS:
        assert sum(name.startswith(task.person) for name in people) == 1
        assert sum(item.name.startswith(task.project) for item in projects.PROJECTS) == 1
        assert task.status in projects.STATUSES
        assert task.priority in projects.PRIORITIES
        assert set(task.labels) <= set(projects.LABELS)
    assert len({task.name for task in TASKS}) == len(TASKS) >= 60
    assert {item.lead for item in projects.PROJECTS} <= set(people)
