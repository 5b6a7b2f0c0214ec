"""Colour transfer after Reinhard et al. 2001, in NumPy and float64, independent of the Java code.

python reinhard.py > reinhard.json writes the vectors that ColorTransferTest reads: two pictures, a
mask, L*a*b* of the first and the transferred picture. Three cases: ordinary, a prediction flatter
than the gain's limit allows to correct, and one noisier.
"""

import json
import sys

import numpy

TO_XYZ = numpy.array(
    [[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]]
)
WHITE = TO_XYZ.sum(axis=1)


def to_lab(rgb):
    linear = numpy.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    ratio = linear @ TO_XYZ.T / WHITE
    f = numpy.where(ratio > 216 / 24389, numpy.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return numpy.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def to_rgb(lab):
    y = (lab[..., 0] + 16) / 116
    f = numpy.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    ratio = numpy.where(f**3 > 216 / 24389, f**3, (116 * f - 16) * 27 / 24389)
    linear = numpy.clip((ratio * WHITE) @ numpy.linalg.inv(TO_XYZ).T, 0, 1)
    return numpy.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def spread(lab, mask):
    weights = mask[..., None] / mask.sum()
    mean = (lab * weights).sum(axis=(0, 1))
    return mean, numpy.sqrt((((lab - mean) ** 2) * weights).sum(axis=(0, 1)))


def transfer(prediction, original, mask):
    source, wanted = to_lab(prediction), to_lab(original)
    mean, deviation = spread(source, mask)
    wanted_mean, wanted_deviation = spread(wanted, mask)
    gain = numpy.clip(wanted_deviation / deviation, 0.5, 2)
    return to_rgb((source - mean) * gain + wanted_mean)


def smooth(random, low, high):
    picture = random.random((6, 6, 3))
    return low + (high - low) * (picture + numpy.roll(picture, 1, 0) + numpy.roll(picture, 1, 1)) / 3


def case(random, name, predicted, wanted):
    prediction = smooth(random, *predicted).round(6)
    original = smooth(random, *wanted).round(6)
    mask = (random.random((6, 6)) * (random.random((6, 6)) > 0.3)).round(6)
    return {
        "name": name,
        "prediction": prediction.ravel().tolist(),
        "original": original.ravel().tolist(),
        "mask": mask.ravel().tolist(),
        "lab": to_lab(prediction).ravel().round(6).tolist(),
        "result": transfer(prediction, original, mask).ravel().round(6).tolist(),
    }


random = numpy.random.default_rng(20)
cases = [
    case(random, "ordinary", (0.2, 0.8), (0.3, 0.9)),
    case(random, "flat", (0.5, 0.52), (0.1, 0.8)),
    case(random, "noisy", (0.0, 1.0), (0.4, 0.45)),
]
json.dump(cases, sys.stdout, indent=1)
print()
