package dev.likeness.model.network;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One route, forward only. */
final class SameDiffPrediction implements PredictionProgram {
  private static final String INPUT = "input";

  private final EngineThreads threads;
  private final CompiledGraph compiled;
  private final INDArray input;
  private final INDArray drawn;
  private final List<INDArray> parameters;

  SameDiffPrediction(
      Architecture architecture, Tensors weights, Route route, int batch, EngineThreads threads) {
    this.threads = threads;
    threads.apply();
    SameDiff graph = SameDiff.create();
    var builder = new GraphBuilder(graph, weights);
    Shape in = architecture.input();
    SDVariable x = builder.placeholder(INPUT, batch, in);
    SDVariable y = builder.chain(architecture.steps(route), x, batch, route.word());
    input =
        Nd4j.createUninitializedDetached(
            DataType.FLOAT, batch, in.channels(), in.height(), in.width());
    compiled = new CompiledGraph(graph, List.of(y.name()), Map.of(INPUT, input));
    drawn = compiled.array(y.name());
    parameters = weights.names().stream().map(compiled::array).toList();
  }

  @Override
  public float[] run(float[] pictures) {
    if (pictures.length != input.length()) {
      throw new IllegalArgumentException(
          pictures.length + " numbers are not the batch of " + input.length() + ".");
    }
    threads.apply();
    input.data().asNioFloat().put(0, pictures);
    NativeArrays.written(input);
    parameters.forEach(NativeArrays::written);
    compiled.run();
    NativeArrays.awaited(drawn);
    float[] result = new float[Math.toIntExact(drawn.length())];
    drawn.data().asNioFloat().get(0, result);
    return result;
  }

  @Override
  public void close() {
    compiled.close();
    input.close();
  }
}
