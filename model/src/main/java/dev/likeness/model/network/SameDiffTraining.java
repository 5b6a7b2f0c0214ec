package dev.likeness.model.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Both sides through the shared part in one pass, its own parts per side, one loss over both. */
final class SameDiffTraining implements TrainingProgram {
  private static final String INPUT = "input";
  private static final String ANSWER = "answer";
  private static final String WEIGHT = "weight";
  private static final String LOSSES = "losses";

  private final EngineThreads threads;
  private final Tensors gradients;
  private final CompiledGraph compiled;
  private final INDArray input;
  private final INDArray answer;
  private final INDArray weight;

  /** Over memory of the optimiser's, which writes to these and reads those. */
  private final List<INDArray> parameters;

  private final List<INDArray> slopes = new ArrayList<>();

  SameDiffTraining(Architecture architecture, Tensors weights, int batch, EngineThreads threads) {
    this.threads = threads;
    threads.apply();
    SameDiff graph = SameDiff.create();
    var builder = new GraphBuilder(graph, weights);
    Shape in = architecture.input();
    int size = architecture.output().size();
    int channels = architecture.output().kind().channels();
    Shape out = new Shape(channels, size, size);
    SDVariable x = builder.placeholder(INPUT, 2 * batch, in);
    SDVariable y = builder.placeholder(ANSWER, 2 * batch, out);
    SDVariable w = builder.placeholder(WEIGHT, 2 * batch, new Shape(1, size, size));
    SDVariable drawn = bothSides(graph, builder, architecture, x, batch);
    SDVariable loss = new SsimLoss(graph, 2 * batch, channels, size).perValue(drawn, y).mul(w);
    SDVariable perSide = loss.reshape(2, (long) batch * out.elements()).mean(1);
    perSide = graph.updateVariableNameAndReference(perSide, LOSSES);
    perSide.sum("total").markAsLoss();
    SameDiff backward = differentiated(graph, weights);

    gradients = weights.sameShapes();
    input = array(2 * batch, in);
    answer = array(2 * batch, out);
    weight = array(2 * batch, new Shape(1, size, size));
    Map<String, INDArray> given = new HashMap<>();
    given.put(INPUT, input);
    given.put(ANSWER, answer);
    given.put(WEIGHT, weight);
    List<String> wanted = new ArrayList<>(List.of(LOSSES));
    for (String name : weights.names()) {
      String gradient = backward.getGradForVariable(name).name();
      INDArray slope = NativeArrays.over(gradients.segment(name), gradients.shape(name));
      slopes.add(slope);
      given.put(gradient, slope);
      wanted.add(gradient);
    }
    compiled = new CompiledGraph(backward, wanted, given);
    parameters = weights.names().stream().map(compiled::array).toList();
  }

  /** SameDiff prints a line per operation here; standard output belongs to the program's result. */
  private static SameDiff differentiated(SameDiff graph, Tensors weights) {
    PrintStream output = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    try {
      graph.createGradFunction(weights.names().toArray(String[]::new));
    } finally {
      System.setOut(output);
    }
    return graph.getFunction("grad");
  }

  private static INDArray array(int batch, Shape shape) {
    return Nd4j.createUninitializedDetached(
        DataType.FLOAT, batch, shape.channels(), shape.height(), shape.width());
  }

  /** Parts that both routes begin with run once over both sides; the rest once per side. */
  private static SDVariable bothSides(
      SameDiff graph, GraphBuilder builder, Architecture architecture, SDVariable x, int batch) {
    List<Part.Step> source = architecture.steps(Route.SOURCE);
    List<Part.Step> target = architecture.steps(Route.TARGET);
    int common = 0;
    while (common < Math.min(source.size(), target.size())
        && source.get(common).equals(target.get(common))) {
      common++;
    }
    SDVariable shared = builder.chain(source.subList(0, common), x, 2 * batch, "both");
    Shape between = common == 0 ? architecture.input() : source.get(common - 1).output();
    SDVariable first = builder.rows(shared, between, 0, batch);
    SDVariable second = builder.rows(shared, between, batch, 2 * batch);
    return graph.concat(
        0,
        builder.chain(source.subList(common, source.size()), first, batch, "source"),
        builder.chain(target.subList(common, target.size()), second, batch, "target"));
  }

  @Override
  public Losses run(SideBatch source, SideBatch target) {
    threads.apply();
    fill(input, source.input(), target.input());
    fill(answer, source.answer(), target.answer());
    fill(weight, source.weight(), target.weight());
    parameters.forEach(NativeArrays::written);
    compiled.run();
    slopes.forEach(NativeArrays::awaited);
    INDArray losses = compiled.array(LOSSES);
    return new Losses(losses.getFloat(0), losses.getFloat(1));
  }

  /** Memory that is never cleared; a test fills it with what nobody may read. */
  List<INDArray> scratch() {
    return compiled.scratch();
  }

  private static void fill(INDArray array, float[] first, float[] second) {
    var memory = array.data().asNioFloat();
    memory.put(0, first);
    memory.put(first.length, second);
    NativeArrays.written(array);
  }

  @Override
  public Tensors gradients() {
    return gradients;
  }

  @Override
  public void close() {
    compiled.close();
    input.close();
    answer.close();
    weight.close();
    gradients.close();
  }
}
