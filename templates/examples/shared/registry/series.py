"""A series as conditions ask about it. Nothing but Python's standard library is used."""

import fnmatch
import re

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
AGE = re.compile(r"([0-9]{3})([DWMY])")
# How many of them are a year.
UNITS_OF_AGE = {"D": 365.25, "W": 52.18, "M": 12, "Y": 1}


def all_series(headers):
    """Every series that has arrived."""
    return [Series(headers, study, series) for study in headers["studies"] for series in study["series"]]


class Series:
    """One series with its tags. Texts are compared whatever their case.

    A tag with several values fulfils a comparison when one of them does, or all of them as they stand in the file,
    such as "ORIGINAL\\PRIMARY". A tag that is not there fulfils none.
    """

    def __init__(self, headers, study, series):
        self.id = series["id"]
        # Number of images.
        self.images = series.get("instanceCount", 0)
        # What the series does not say, its study or patient may.
        self.tags = dict(headers["tags"])
        self.tags.update(study["tags"])
        self.tags.update(series["tags"])

    def has(self, keyword):
        """Whether there is a value."""
        return bool(self.tags.get(keyword))

    def equals(self, keyword, *texts):
        """Whether it is one of the texts."""
        wanted = [text.lower() for text in texts]
        return any(value.lower() in wanted for value in self.values(keyword))

    def contains(self, keyword, *texts):
        """Whether one of the texts is part of it."""
        return any(text.lower() in value.lower() for value in self.values(keyword) for text in texts)

    def matches(self, keyword, pattern):
        """Whether it looks like the pattern: * stands for any text, ? for any character."""
        # The only other character that fnmatch takes for more than itself.
        pattern = pattern.lower().replace("[", "[[]")
        return any(fnmatch.fnmatchcase(value.lower(), pattern) for value in self.values(keyword))

    def less(self, keyword, number):
        return any(value < number for value in self.numbers(keyword))

    def at_most(self, keyword, number):
        return any(value <= number for value in self.numbers(keyword))

    def at_least(self, keyword, number):
        return any(value >= number for value in self.numbers(keyword))

    def greater(self, keyword, number):
        return any(value > number for value in self.numbers(keyword))

    def values(self, keyword):
        """Its values, and where there are several, also all of them in one text."""
        text = self.tags.get(keyword)
        if not isinstance(text, str) or not text:
            return []
        parts = text.split("\\")
        if len(parts) > 1:
            parts.append(text)
        return [part.strip(" ") for part in parts]

    def numbers(self, keyword):
        """Its values that are numbers; ages such as 063Y in years."""
        found = []
        for value in self.values(keyword):
            age = AGE.fullmatch(value)
            if age:
                found.append(float(age.group(1)) / UNITS_OF_AGE[age.group(2)])
            elif NUMBER.fullmatch(value):
                found.append(float(value))
        return found
