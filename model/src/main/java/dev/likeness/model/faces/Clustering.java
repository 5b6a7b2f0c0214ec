package dev.likeness.model.faces;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Agglomerative clustering with average linkage: the nearest two clusters merge until none are
 * nearer than a threshold. Distances that are infinite stay so, which keeps apart what must be.
 */
final class Clustering {
  private final double[][] distances;
  private final int[] sizes;
  private final int[] nearest;
  private final List<List<Integer>> members = new ArrayList<>();

  private Clustering(double[][] distances) {
    this.distances = distances;
    this.sizes = new int[distances.length];
    this.nearest = new int[distances.length];
    Arrays.fill(sizes, 1);
    for (int i = 0; i < distances.length; i++) {
      members.add(new ArrayList<>(List.of(i)));
    }
  }

  /**
   * Clusters as lists of indices, in order of their first member.
   *
   * @param distances symmetric {@code [n, n]}; consumed
   */
  static List<List<Integer>> cluster(double[][] distances, double threshold) {
    var clustering = new Clustering(distances);
    clustering.run(threshold);
    return clustering.members.stream().filter(m -> !m.isEmpty()).toList();
  }

  private void run(double threshold) {
    for (int i = 0; i < sizes.length; i++) {
      findNearest(i);
    }
    while (true) {
      int best = -1;
      for (int i = 0; i < sizes.length; i++) {
        if (nearest[i] >= 0 && (best < 0 || distance(i) < distance(best))) {
          best = i;
        }
      }
      if (best < 0 || !(distance(best) < threshold)) {
        return;
      }
      merge(best, nearest[best]);
    }
  }

  private double distance(int i) {
    return distances[i][nearest[i]];
  }

  /** Each cluster looks only at later ones, so every pair is held once. */
  private void findNearest(int i) {
    nearest[i] = -1;
    for (int j = i + 1; j < sizes.length && sizes[i] > 0; j++) {
      if (sizes[j] > 0 && (nearest[i] < 0 || distances[i][j] < distances[i][nearest[i]])) {
        nearest[i] = j;
      }
    }
  }

  private void merge(int a, int b) {
    for (int k = 0; k < sizes.length; k++) {
      if (k != a && k != b && sizes[k] > 0) {
        double mean =
            (sizes[a] * distances[a][k] + sizes[b] * distances[b][k]) / (sizes[a] + sizes[b]);
        distances[a][k] = mean;
        distances[k][a] = mean;
      }
    }
    sizes[a] += sizes[b];
    sizes[b] = 0;
    members.get(a).addAll(members.get(b));
    members.get(a).sort(null);
    members.get(b).clear();
    for (int k = 0; k < sizes.length; k++) {
      if (k == a || k == b || nearest[k] == a || nearest[k] == b || k < a) {
        findNearest(k);
      }
    }
  }
}
