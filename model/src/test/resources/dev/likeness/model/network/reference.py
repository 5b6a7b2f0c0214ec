"""Makes reference.safetensors: what PyTorch in float64 says about a small network.

Run: python3 reference.py (needs numpy and torch). The network uses every kind of layer, odd sizes
and TensorFlow's "same" padding; the Java test builds the same one and compares.
"""

import json
import pathlib
import struct

import numpy as np
import torch
import torch.nn.functional as F

random = np.random.default_rng(20260101)
BATCH, SIZE = 2, 20
tensors = {}


def parameter(name, *shape, scale=0.3):
    value = torch.tensor(random.uniform(-scale, scale, shape).astype(np.float32).astype(np.float64))
    value.requires_grad_()
    tensors[name] = value
    return value


def same(x, kernel, stride, value=0.0):
    pads = []
    for size in (x.shape[3], x.shape[2]):
        out = -(-size // stride)
        total = max((out - 1) * stride + kernel - size, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads, value=value)


def conv(x, weight, bias, stride):
    kernel = weight.shape[0]
    return F.conv2d(same(x, kernel, stride), weight.permute(3, 2, 0, 1), bias, stride)


def depth_to_space(x):
    n, c, h, w = x.shape
    x = x.reshape(n, 2, 2, c // 4, h, w)  # row, column, channel
    return x.permute(0, 3, 4, 1, 5, 2).reshape(n, c // 4, 2 * h, 2 * w)


e = "encoder/"
encoder = [
    (parameter(e + "conv1/weight", 5, 5, 3, 4), parameter(e + "conv1/bias", 4)),
    (parameter(e + "conv2/weight", 5, 5, 4, 6), parameter(e + "conv2/bias", 6)),
    (parameter(e + "dense1/weight", 54, 8), parameter(e + "dense1/bias", 8)),
    (parameter(e + "dense2/weight", 8, 100), parameter(e + "dense2/bias", 100)),
]
decoders = []
for d in ("decoder-source/", "decoder-target/"):
    decoders.append([
        (parameter(d + "upscale1/weight", 3, 3, 4, 12), parameter(d + "upscale1/bias", 12)),
        (parameter(d + "conv1/weight", 5, 5, 3, 3), parameter(d + "conv1/bias", 3)),
    ])
names = list(tensors)


def encode(x):
    x = F.leaky_relu(conv(x, *encoder[0], 2), 0.1)
    x = F.relu(conv(x, *encoder[1], 2))
    x = F.max_pool2d(same(x, 2, 2, value=-1e30), 2, 2)
    x = x.reshape(BATCH, -1) @ encoder[2][0] + encoder[2][1]
    x = x @ encoder[3][0] + encoder[3][1]
    x = x.reshape(BATCH, 4, 5, 5)
    return x.repeat_interleave(2, 2).repeat_interleave(2, 3)


def decode(x, decoder):
    x = depth_to_space(F.leaky_relu(conv(x, *decoder[0], 1), 0.1))
    return torch.sigmoid(conv(x, *decoder[1], 1))


def blur(x):
    line = torch.exp(-torch.arange(-5, 6, dtype=torch.float64) ** 2 / (2 * 1.5**2))
    line = line / line.sum()
    kernel = (line[:, None] * line[None, :]).expand(3, 1, 11, 11)
    return F.conv2d(F.pad(x, (5, 5, 5, 5), mode="reflect"), kernel, groups=3)


def loss(x, y, weight):
    mx, my = blur(x), blur(y)
    vx, vy, cov = blur(x * x) - mx * mx, blur(y * y) - my * my, blur(x * y) - mx * my
    c1, c2 = 0.01**2, 0.03**2
    ssim = (2 * mx * my + c1) * (2 * cov + c2) / ((mx * mx + my * my + c1) * (vx + vy + c2))
    return ((1 - ssim + (x - y) ** 2) * weight).mean()


def data(name, *shape):
    value = random.uniform(0, 1, shape).astype(np.float32)
    tensors[name] = torch.tensor(value.astype(np.float64))
    return tensors[name]


losses = []
for side, decoder in zip(("source", "target"), decoders):
    x = data(side + "/input", BATCH, 3, SIZE, SIZE)
    y = data(side + "/answer", BATCH, 3, SIZE, SIZE)
    w = data(side + "/weight", BATCH, 1, SIZE, SIZE)
    drawn = decode(encode(x), decoder)
    tensors[side + "/drawn"] = drawn
    losses.append(loss(drawn, y, w))
tensors["swapped"] = decode(encode(tensors["target/input"]), decoders[0])
tensors["losses"] = torch.stack(losses)
sum(losses).backward()
for name in names:
    tensors["gradient/" + name] = tensors[name].grad

# Adam as Keras writes it, three steps with gradients g, -g / 2, g / 3.
rate, beta1, beta2, epsilon = 0.01, 0.9, 0.999, 1e-7
for name in names:
    p, g = tensors[name].detach().clone(), tensors[name].grad
    m, v = torch.zeros_like(p), torch.zeros_like(p)
    for t, factor in enumerate((1, -1 / 2, 1 / 3), start=1):
        h = g * factor
        m = m + (h - m) * (1 - beta1)
        v = v + (h * h - v) * (1 - beta2)
        alpha = rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)
        p = p - m * alpha / (torch.sqrt(v) + epsilon)
    tensors["moved/" + name] = p

header, blob = {}, b""
for name, value in tensors.items():
    raw = value.detach().numpy().astype("<f4").tobytes()
    header[name] = {
        "dtype": "F32",
        "shape": list(value.shape),
        "data_offsets": [len(blob), len(blob) + len(raw)],
    }
    blob += raw
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
out = pathlib.Path(__file__).with_name("reference.safetensors")
out.write_bytes(struct.pack("<Q", len(text)) + text + blob)
