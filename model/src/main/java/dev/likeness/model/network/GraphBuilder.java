package dev.likeness.model.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.DataFormat;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/** Writes an architecture's layers as a SameDiff graph, {@code [N, C, H, W]}. */
final class GraphBuilder {
  private final SameDiff graph;
  private final Map<String, SDVariable> parameters = new HashMap<>();

  /** Declares the parameters as variables of the graph, over the memory of {@code weights}. */
  GraphBuilder(SameDiff graph, Tensors weights) {
    this.graph = graph;
    for (String name : weights.names()) {
      parameters.put(
          name, graph.var(name, NativeArrays.over(weights.segment(name), weights.shape(name))));
    }
  }

  SDVariable placeholder(String name, int batch, Shape shape) {
    return graph.placeHolder(
        name, DataType.FLOAT, batch, shape.channels(), shape.height(), shape.width());
  }

  /** Passes {@code x} through the layers; {@code path} keeps two passes through one part apart. */
  SDVariable chain(List<Part.Step> steps, SDVariable x, int batch, String path) {
    SDVariable y = x;
    for (Part.Step step : steps) {
      y = layer(step, y, batch);
      y = graph.updateVariableNameAndReference(y, path + "/" + step.name());
    }
    return y;
  }

  /** Rows {@code from} to {@code to} of the batch axis. */
  SDVariable rows(SDVariable x, Shape shape, int from, int to) {
    return shape.height() == 1 && shape.width() == 1
        ? x.get(SDIndex.interval(from, to), SDIndex.all())
        : x.get(SDIndex.interval(from, to), SDIndex.all(), SDIndex.all(), SDIndex.all());
  }

  private SDVariable layer(Part.Step step, SDVariable x, int batch) {
    return switch (step.layer()) {
      case Layer.Conv conv -> conv(step.name(), conv, x);
      case Layer.Upscale up ->
          graph.cnn().depthToSpace(conv(step.name(), up.conv(), x), 2, DataFormat.NCHW);
      case Layer.Dense dense ->
          activate(
              graph
                  .nn()
                  .linear(x, parameter(step.name(), "weight"), parameter(step.name(), "bias")),
              dense.activation());
      case Layer.MaxPool _ ->
          graph
              .cnn()
              .maxPooling2d(
                  x,
                  Pooling2DConfig.builder()
                      .kH(2)
                      .kW(2)
                      .sH(2)
                      .sW(2)
                      .paddingMode(PaddingMode.SAME)
                      .isNHWC(false)
                      .build());
      case Layer.UpsampleNearest _ -> graph.cnn().upsampling2d(x, 2, 2, true);
      case Layer.Flatten _ -> x.reshape(batch, step.output().channels());
      case Layer.Reshape reshape ->
          x.reshape(
              batch, reshape.shape().channels(), reshape.shape().height(), reshape.shape().width());
    };
  }

  private SDVariable conv(String name, Layer.Conv conv, SDVariable x) {
    var config =
        Conv2DConfig.builder()
            .kH(conv.kernel())
            .kW(conv.kernel())
            .sH(conv.stride())
            .sW(conv.stride())
            .paddingMode(PaddingMode.SAME)
            .dataFormat("NCHW")
            .weightsFormat(WeightsFormat.YXIO)
            .build();
    return activate(
        graph.cnn().conv2d(x, parameter(name, "weight"), parameter(name, "bias"), config),
        conv.activation());
  }

  private SDVariable activate(SDVariable x, Activation activation) {
    return switch (activation) {
      case LINEAR -> x;
      case RELU -> graph.nn().relu(x, 0);
      case LEAKY_RELU -> graph.nn().leakyRelu(x, 0.1);
      case SIGMOID -> graph.nn().sigmoid(x);
    };
  }

  private SDVariable parameter(String layer, String name) {
    SDVariable variable = parameters.get(layer + "/" + name);
    if (variable == null) {
      throw new IllegalArgumentException("There is no parameter " + layer + "/" + name + ".");
    }
    return variable;
  }
}
