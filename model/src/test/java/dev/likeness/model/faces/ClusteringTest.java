package dev.likeness.model.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClusteringTest {
  @Test
  void mergesByMeanDistanceUntilNoneIsNearer() {
    double[] places = {0, 10, 1, 11, 2, 30};

    assertEquals(
        List.of(List.of(0, 2, 4), List.of(1, 3), List.of(5)),
        Clustering.cluster(distances(places), 5));
  }

  @Test
  void keepsApartWhatMustNotBeTogetherHoweverNear() {
    double[][] distances = distances(0, 1, 2);
    distances[0][2] = Double.POSITIVE_INFINITY;
    distances[2][0] = Double.POSITIVE_INFINITY;

    assertEquals(List.of(List.of(0, 1), List.of(2)), Clustering.cluster(distances, 100));
  }

  @Test
  void nothingMakesNoCluster() {
    assertEquals(List.of(), Clustering.cluster(new double[0][0], 1));
  }

  private static double[][] distances(double... places) {
    double[][] distances = new double[places.length][places.length];
    for (int i = 0; i < places.length; i++) {
      for (int j = 0; j < places.length; j++) {
        distances[i][j] = Math.abs(places[i] - places[j]);
      }
    }
    return distances;
  }
}
