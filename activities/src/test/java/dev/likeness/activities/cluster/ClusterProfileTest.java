package dev.likeness.activities.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.likeness.activities.runner.JvmProfile;
import dev.likeness.activities.runner.ProfileBounds;
import dev.likeness.activities.runner.Wish;
import dev.likeness.k8s.PodProfile;
import dev.likeness.model.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ClusterProfileTest {
  private static final ClusterProfile PROFILE =
      new ClusterProfile(
          PodProfile.plain("i", "1", "2Gi", "10Gi"),
          JvmProfile.network(512, 1024),
          new ProfileBounds(
              Optional.of("4"), Optional.of("4Gi"), Optional.of("20Gi"), Optional.of(0)));

  private static Wish wish(String conditions) throws JsonProcessingException {
    return Wish.of(Json.MAPPER.readTree(conditions));
  }

  @Test
  void aPodHasWhatItsRequestAskedForAndJavaItsShareOfIt() throws JsonProcessingException {
    ClusterProfile sized =
        PROFILE.with(wish("{\"resources\": {\"memory\": \"4Gi\", \"cpu\": \"3\"}}"));
    assertEquals(PodProfile.plain("i", "3", "4Gi", "10Gi"), sized.pod());
    assertEquals(JvmProfile.network(1024, 2048), sized.jvm());
    assertEquals(PROFILE, PROFILE.with(wish("{}")));
  }

  @Test
  void memoryGrowsByHalfUpToTheProfilesMost() throws JsonProcessingException {
    List<Optional<String>> steps =
        Stream.iterate(
                Optional.of("2048Mi"),
                Optional::isPresent,
                had -> had.flatMap(memory -> PROFILE.with(wishFor(memory)).moreMemory()))
            .toList();
    assertEquals(Stream.of("2048Mi", "3072Mi", "4096Mi").map(Optional::of).toList(), steps);
  }

  private static Wish wishFor(String memory) {
    return Wish.of(Json.MAPPER.createObjectNode().put("memorySince", memory));
  }
}
