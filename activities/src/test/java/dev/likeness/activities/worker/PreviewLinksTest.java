package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.workflows.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreviewLinksTest {
  private static final String SHEET = "a".repeat(64);
  private static final String NEXT = "b".repeat(64);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AtomicInteger signed = new AtomicInteger();
  private final PreviewLinks links =
      new PreviewLinks(
          Optional.of(sheet -> sheet.hex().charAt(0) + "-" + signed.incrementAndGet()), now::get);

  private static Progress told(Map<String, String> notes) {
    return new Progress(40, 100, "iterations", 2, Map.of(), notes);
  }

  private String link(String sheet) {
    return links
        .add(told(Map.of("preview", sheet)))
        .notes()
        .getOrDefault(Progress.PREVIEW_LINK, "none");
  }

  @Test
  void aLinkStaysTheSameUntilItIsHalfAnHourOldOrTheSheetIsAnother() {
    assertEquals("a-1", link(SHEET));
    now.set(now.get().plus(Duration.ofMinutes(29)));
    assertEquals("a-1", link(SHEET));
    assertEquals("b-2", link(NEXT));
    assertEquals("b-2", link(NEXT));
    now.set(now.get().plus(Duration.ofMinutes(2)));
    assertEquals("a-3", link(SHEET));
    assertEquals("b-2", link(NEXT));
  }

  @Test
  void whatHasNoPreviewGetsNoLinkNorDoesAnythingWhenNobodyAskedForThem() {
    Progress begun = told(Map.of("weights", SHEET));
    assertSame(begun, links.add(begun));
    assertSame(Progress.NONE, links.add(Progress.NONE));
    Progress odd = told(Map.of("preview", "no digest"));
    assertSame(odd, links.add(odd));
    Progress sheet = told(Map.of("preview", SHEET));
    assertSame(sheet, PreviewLinks.NONE.add(sheet));
  }

  @Test
  void anotherLinkIsNoNewsButAnotherSheetIs() {
    Progress one = told(Map.of("preview", SHEET, Progress.PREVIEW_LINK, "one"));
    Progress other = told(Map.of("preview", SHEET, Progress.PREVIEW_LINK, "other"));
    assertNotEquals(one, other);
    assertFalse(RunWatcher.isNews(one, false, other));
    assertFalse(RunWatcher.isNews(told(Map.of("preview", SHEET)), false, one));
    assertTrue(
        RunWatcher.isNews(one, false, told(Map.of("preview", NEXT, Progress.PREVIEW_LINK, "one"))));
  }

  @Test
  void aBrowserGetsTheSheetThroughTheAddressThatItKnowsAndNothingElse(@TempDir Path folder)
      throws IOException, InterruptedException {
    Home home = new Home(folder);
    home.prepare();
    byte[] png = {1, 2, 3};
    try (EmbeddedStore server = EmbeddedStore.start(home);
        ArtifactStore store = ArtifactStore.prepare(server.address());
        HttpClient browser = HttpClient.newHttpClient()) {
      String sheet = store.put(png).digest().hex();
      String other = store.put(new byte[] {4}).digest().hex();
      StoreAddress inside =
          new StoreAddress(
              URI.create("http://not.reached.from.outside:9000"),
              server.address().bucket(),
              server.address().region(),
              server.address().accessKey(),
              server.address().secretKey());
      String link =
          PreviewLinks.to(inside, Optional.of(server.address().endpoint()))
              .add(told(Map.of("preview", sheet)))
              .notes()
              .getOrDefault(Progress.PREVIEW_LINK, "none");
      assertFalse(link.contains(server.address().secretKey()));
      assertTrue(link.contains("X-Amz-Expires=3600"), link);
      HttpResponse<byte[]> shown = get(browser, link);
      assertEquals(
          200,
          shown.statusCode(),
          () -> new String(shown.body(), java.nio.charset.StandardCharsets.UTF_8));
      assertArrayEquals(png, shown.body());
      assertEquals(403, get(browser, link.replace(sheet, other)).statusCode());
      assertTrue(store.stat(new Digest(other)).isPresent());
    }
  }

  private static HttpResponse<byte[]> get(HttpClient browser, String link)
      throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create(link)).build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
