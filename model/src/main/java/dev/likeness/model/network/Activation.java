package dev.likeness.model.network;

/** What follows a convolution or a dense layer; the leaky one has slope 0.1 below zero. */
public enum Activation {
  LINEAR,
  RELU,
  LEAKY_RELU,
  SIGMOID
}
