package dev.likeness.activities.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.runner.ProfileBounds;
import dev.likeness.activities.runner.RunVariables;
import dev.likeness.k8s.PodProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClusterFileTest {
  private static final String WHOLE =
      """
      {"namespace": "films", "installation": "house", "serviceAccount": "steps",
       "graceSeconds": 300, "keepSeconds": 900,
       "store": {"endpoint": "http://store:9000", "bucket": "b", "region": "r", "secret": "s",
                 "accessKeyField": "a", "secretKeyField": "k"},
       "profiles": {
         "plain": {"image": "likeness:1"},
         "network": {"image": "likeness:1", "cpu": "4", "memory": "16Gi", "scratch": "50Gi",
                     "heapMiB": 2048, "nativeMiB": 8192, "gpu": "nvidia.com/gpu", "gpus": 1,
                     "maxCpu": "16", "maxMemory": "64Gi", "maxGpus": 4,
                     "sharedMemory": "1Gi", "nodeSelector": {"gpu": "yes"},
                     "tolerations": [{"key": "gpu", "operator": "Exists", "effect": "NoSchedule"}],
                     "affinity": {"nodeAffinity": {}}, "priorityClass": "train",
                     "pullSecrets": ["p"], "queue": "q"}}}
      """;

  private static ClusterProfile profile(ClusterSettings settings, String name) {
    return Objects.requireNonNull(settings.profiles().get(name));
  }

  @Test
  void everythingThatTheChartWritesIsBound() {
    ClusterSettings settings = ClusterFile.parse(WHOLE);
    assertEquals("films", settings.namespace());
    assertEquals("house", settings.defaults().installation());
    assertEquals(Optional.of("steps"), settings.defaults().serviceAccount());
    assertEquals(Duration.ofMinutes(5), settings.defaults().grace());
    assertEquals(Duration.ofMinutes(15), settings.defaults().keep());
    assertEquals("s", settings.defaults().secret());
    assertEquals(
        Map.of(RunVariables.ACCESS_KEY, "a", RunVariables.SECRET_KEY, "k"),
        settings.defaults().secretVariables());
    assertEquals("b", settings.bucket());
    ClusterProfile network = profile(settings, "network");
    PodProfile pod = network.pod();
    assertEquals(Optional.of("nvidia.com/gpu"), pod.gpu());
    assertEquals(1, pod.gpus());
    assertEquals("16Gi", pod.memory());
    assertEquals(Map.of("gpu", "yes"), pod.nodeSelector());
    assertEquals("Exists", pod.tolerations().getFirst().operator());
    assertEquals(Optional.of("{\"nodeAffinity\":{}}"), pod.affinity());
    assertEquals(List.of("p"), pod.pullSecrets());
    assertEquals(2048, network.jvm().heap());
    assertEquals(Optional.of(8192), network.jvm().natives());
    assertEquals(
        new ProfileBounds(
            Optional.of("16"), Optional.of("64Gi"), Optional.of("50Gi"), Optional.of(4)),
        settings.bounds().get("network"));
  }

  @Test
  void whatIsNotWrittenHasAValue() {
    ClusterSettings settings =
        ClusterFile.parse(
            """
            {"namespace": "films", "installation": "house",
             "store": {"endpoint": "http://store:9000", "secret": "s"},
             "profiles": {"plain": {"image": "i"}, "network": {"image": "i"}}}
            """);
    assertEquals(Duration.ofMinutes(10), settings.defaults().grace());
    assertEquals(Duration.ofDays(1), settings.defaults().keep());
    assertEquals("likeness", settings.bucket());
    assertEquals("us-east-1", settings.region());
    assertEquals(PodProfile.plain("i", "1", "2Gi", "10Gi"), profile(settings, "plain").pod());
    assertEquals(
        new ProfileBounds(
            Optional.of("1"), Optional.of("4096Mi"), Optional.of("10Gi"), Optional.of(0)),
        profile(settings, "plain").bounds());
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    String said =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                        ClusterFile.parse(
                            """
                        {"installation": "house", "graceSecond": 3, "keepSeconds": 599,
                         "store": {"endpoint": "http://store:9000", "secret": "s"},
                         "profiles": {"plain": {"image": "i", "gpus": 2, "heapMiB": 1, "cpu": "many",
                           "memory": "4Gi", "maxMemory": "2Gi"},
                           "large": {"image": "i", "memory": "8Gi", "heapMiB": 2048, "nativeMiB": 6144}}}
                        """))
                .getMessage());
    for (String wrong :
        List.of(
            "namespace: is missing",
            "graceSecond: is not known here; did you mean \"graceSeconds\"?",
            "keepSeconds: 599 is outside 600 to",
            "profiles.plain.gpu: is missing",
            "profiles.plain.nativeMiB: is missing",
            "profiles.large.memory: 8Gi is no more than the 8192Mi of heapMiB and nativeMiB",
            "profiles.plain.cpu: \"many\" is no amount",
            "profiles.plain.maxMemory: 2Gi is less than the 4Gi",
            "profiles.plain.heapMiB: 1 is outside 64 to",
            "profiles.network: is missing")) {
      assertTrue(said.contains(wrong), () -> wrong + " in\n" + said);
    }
    assertFalse(said.contains("profiles.plain.memory"), said);
    assertThrows(IllegalArgumentException.class, () -> ClusterFile.parse("{"));
  }
}
