package dev.likeness.model.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseOp;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A SameDiff graph of fixed shapes as a list of operations with all their arrays, made once.
 * SameDiff's own session plans anew and allocates every array in every iteration, a fifth of the
 * time, and leaves the arrays to the garbage collector. Order and memory are fixed, so runs are
 * equal to the bit.
 */
final class CompiledGraph implements AutoCloseable {
  private final List<Call> calls = new ArrayList<>();
  private final Map<String, INDArray> arrays = new HashMap<>();
  private final List<INDArray> owned = new ArrayList<>();

  /** Arrays that nobody needs any more, by length. */
  private final Map<Long, Deque<INDArray>> pool = new HashMap<>();

  /** Names whose arrays go to the pool after their last use. */
  private final Set<String> reusable = new HashSet<>();

  private sealed interface Call {
    OpContext context();

    void run();
  }

  private record CustomCall(CustomOp operation, OpContext context) implements Call {
    @Override
    public void run() {
      Nd4j.exec(operation, context);
    }
  }

  private record PlainCall(Op operation, OpContext context) implements Call {
    @Override
    public void run() {
      Nd4j.exec(operation, context);
    }
  }

  /**
   * Plans what is needed for {@code wanted}; nothing but shapes is computed yet.
   *
   * @param given arrays of placeholders, and arrays that results shall be written to, by name; they
   *     stay the caller's
   */
  CompiledGraph(SameDiff graph, Collection<String> wanted, Map<String, INDArray> given) {
    arrays.putAll(given);
    for (SDVariable variable : graph.variables()) {
      if (variable.getVariableType() == VariableType.CONSTANT
          || variable.getVariableType() == VariableType.VARIABLE) {
        arrays.put(variable.name(), variable.getArr());
      }
    }
    List<SameDiffOp> order = order(graph, wanted);
    Map<String, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      for (String input : order.get(i).getInputsToOp()) {
        lastUse.put(input, i);
      }
    }
    wanted.forEach(name -> lastUse.put(name, Integer.MAX_VALUE));
    for (int i = 0; i < order.size(); i++) {
      SameDiffOp operation = order.get(i);
      Call call = plan(operation, given);
      if (call.context().getOutputArray(0).dataType() == DataType.FLOAT) {
        calls.add(call);
      } else {
        // Shapes as values: later operations need them now to know their own, and they never
        // change.
        call.run();
        close(call);
      }
      for (String name : names(operation)) {
        if (lastUse.getOrDefault(name, i) <= i && reusable.remove(name)) {
          INDArray free = array(name);
          pool.computeIfAbsent(free.length(), _ -> new ArrayDeque<>()).push(free);
        }
      }
    }
  }

  /** Runs every operation in its place. */
  void run() {
    calls.forEach(Call::run);
  }

  /** The arrays that operations write numbers to; what they hold between two runs is of no use. */
  List<INDArray> scratch() {
    return owned.stream().filter(array -> array.dataType() == DataType.FLOAT).toList();
  }

  INDArray array(String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  private static List<String> names(SameDiffOp operation) {
    List<String> names = new ArrayList<>(operation.getInputsToOp());
    names.addAll(operation.getOutputsOfOp());
    return names;
  }

  private static List<SameDiffOp> order(SameDiff graph, Collection<String> wanted) {
    List<SameDiffOp> order = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (String name : wanted) {
      visit(graph, name, done, order);
    }
    return order;
  }

  private static void visit(SameDiff graph, String name, Set<String> done, List<SameDiffOp> order) {
    String producer = Objects.requireNonNull(graph.getVariables().get(name), name).getOutputOfOp();
    if (producer == null || !done.add(producer)) {
      return;
    }
    SameDiffOp operation = Objects.requireNonNull(graph.getOps().get(producer), producer);
    if (operation.getInputsToOp() == null) {
      operation.setInputsToOp(List.of());
    }
    for (String input : operation.getInputsToOp()) {
      visit(graph, input, done, order);
    }
    order.add(operation);
  }

  private Call plan(SameDiffOp operation, Map<String, INDArray> given) {
    OpContext context = Nd4j.getExecutioner().buildContext();
    INDArray[] inputs =
        operation.getInputsToOp().stream().map(this::array).toArray(INDArray[]::new);
    List<LongShapeDescriptor> shapes;
    Call call;
    if (operation.getOp() instanceof DynamicCustomOp custom) {
      context.setArgs(inputs, custom.iArgs(), custom.dArgs(), custom.tArgs(), custom.bArgs());
      shapes = custom.calculateOutputShape(context);
      call = new CustomCall(custom, context);
    } else if (operation.getOp() instanceof BaseOp plain) {
      for (int i = 0; i < inputs.length; i++) {
        context.setInputArray(i, inputs[i]);
      }
      shapes = plain.calculateOutputShape(context);
      call = new PlainCall(plain, context);
    } else {
      throw new IllegalStateException("No way to run " + operation.getOp().opName() + ".");
    }
    for (int i = 0; i < shapes.size(); i++) {
      String name = operation.getOutputsOfOp().get(i);
      INDArray target = given.get(name);
      if (target == null) {
        target = take(shapes.get(i));
        if (target.dataType() == DataType.FLOAT) {
          reusable.add(name);
        }
      }
      arrays.put(name, target);
      context.setOutputArray(i, target);
    }
    if (operation.getOp() instanceof BaseReduceOp sum
        && inputs[0].isVector()
        && inputs[0].rank() > 1) {
      // Over an axis of length 1 it copies, as with a single face, and looks into itself for both.
      sum.setX(inputs[0]);
      sum.setZ(context.getOutputArray(0));
    }
    return call;
  }

  private INDArray take(LongShapeDescriptor shape) {
    long[] sizes = shape.getShape();
    long length = 1;
    for (long size : sizes) {
      length *= size;
    }
    Deque<INDArray> free = shape.dataType() == DataType.FLOAT ? pool.get(length) : null;
    if (free != null && !free.isEmpty()) {
      INDArray reused = free.pop();
      return Nd4j.create(reused.data(), sizes, Nd4j.getStrides(sizes, 'c'), 0, 'c', DataType.FLOAT);
    }
    INDArray fresh = Nd4j.createUninitializedDetached(shape.dataType(), sizes);
    owned.add(fresh);
    return fresh;
  }

  @Override
  public void close() {
    calls.forEach(CompiledGraph::close);
    owned.forEach(INDArray::close);
  }

  private static void close(Call call) {
    try {
      call.context().close();
    } catch (Exception e) {
      throw new IllegalStateException("An operation could not be closed.", e);
    }
  }
}
