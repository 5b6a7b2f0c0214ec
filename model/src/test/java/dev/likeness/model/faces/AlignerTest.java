package dev.likeness.model.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.Picture;
import dev.likeness.model.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlignerTest {
  private static final Aligner ALIGNER = new Aligner(Identity.load(), AlignOptions.DEFAULT);
  private static final Optional<Picture> NO_CHIP = Optional.empty();
  private static Optional<Picture> collins = Optional.empty();
  private static Optional<Picture> hopper = Optional.empty();

  @BeforeAll
  static void readChips() {
    try (var finder = FaceFinder.open(FindOptions.DEFAULT)) {
      collins = Optional.of(finder.find("m", 0, Portraits.collins()).chips().getFirst().picture());
      hopper = Optional.of(finder.find("m", 0, Portraits.hopper()).chips().getFirst().picture());
    }
  }

  @Test
  void bridgesWhatTheDetectorMissedStraightBetweenTheFacesAround() {
    var film = new MadeUpFilm(20);
    for (int i = 0; i < 20; i++) {
      if (i < 6 || i > 9) {
        film.face(i, TurnedHead.at(200 + 10 * i, 300, 8), 0.9, NO_CHIP);
      }
    }

    Alignments alignments = align(film);

    assertEquals(20, alignments.facesOf("p1").size());
    AlignedFace bridged = alignments.faces().get(7);
    assertTrue(bridged.bridged());
    assertEquals(List.of(LeftOut.BRIDGED), bridged.leftOut());
    assertEquals(
        0, bridged.mesh().point(4).distance(TurnedHead.at(270, 300, 8).mesh().point(4)), 0.01);
    assertEquals(4, alignments.leftOut("p1").get(LeftOut.BRIDGED));
    assertEquals(16, alignments.chosen("p1").size());
  }

  @Test
  void neverBridgesAcrossASceneCut() {
    var film = new MadeUpFilm(20).look(10, 200);
    for (int i = 0; i < 20; i++) {
      if (i != 9 && i != 10) {
        film.face(i, TurnedHead.at(300, 300, 8), 0.9, some(i, collins));
      }
    }

    Alignments alignments = align(film);

    assertEquals(List.of(10), alignments.cuts());
    assertEquals(18, alignments.faces().size());
    assertEquals(Set.of(0, 1), tracks(alignments, "p1"));
  }

  @Test
  void recognisesPeopleAgainAndNamesThemByFramesTimesArea() {
    var film = new MadeUpFilm(40).look(10, 60).look(20, 120).look(30, 250);
    for (int i = 0; i < 40; i++) {
      boolean first = i / 10 % 2 == 0;
      film.face(i, TurnedHead.at(600, 350, first ? 8 : 14), 0.9, some(i, first ? collins : hopper));
    }

    Alignments alignments = align(film);

    assertEquals(List.of("p1", "p2"), alignments.people().stream().map(Person::id).toList());
    assertEquals(Set.of(1, 3), tracks(alignments, "p1"));
    assertEquals(Set.of(0, 2), tracks(alignments, "p2"));
    assertEquals(20, alignments.people().getFirst().frames());
    double[] again = Identity.load().descriptor(collins.orElseThrow());
    assertEquals(Optional.of("p2"), alignments.nearest(again).map(Person::id));
  }

  @Test
  void twoFacesInOneFrameAreNeverOnePerson() {
    var film = new MadeUpFilm(12);
    for (int i = 0; i < 12; i++) {
      film.face(i, TurnedHead.at(300, 300, 10), 0.9, some(i, collins));
      film.face(i, TurnedHead.at(900, 300, 9), 0.8, some(i, collins));
    }

    Alignments alignments = align(film);

    assertEquals(2, alignments.people().size());
    assertEquals(Optional.of("p2"), alignments.runnerUp().map(Person::id));
  }

  @Test
  void aMuchSmallerSecondPersonIsNoRunnerUp() {
    var film = new MadeUpFilm(12);
    for (int i = 0; i < 12; i++) {
      film.face(i, TurnedHead.at(300, 300, 10), 0.9, some(i, collins));
      film.face(i, TurnedHead.at(900, 300, 5), 0.8, some(i, hopper));
    }

    assertEquals(Optional.empty(), align(film).runnerUp());
  }

  @Test
  void dropsWhatIsNoFaceButKeepsAWeakFaceOfASureTrack() {
    var film = new MadeUpFilm(30);
    for (int i = 0; i < 30; i++) {
      film.face(i, TurnedHead.at(300, 300, 8), i == 12 ? 0.4 : 0.9, NO_CHIP);
      film.face(i, TurnedHead.at(1000, 600, 4), 0.45, NO_CHIP);
    }
    film.face(20, TurnedHead.at(700, 100, 6), 0.7, NO_CHIP);

    Alignments alignments = align(film);

    assertEquals(1, alignments.people().size());
    assertEquals(30, alignments.faces().size());
    assertEquals(31, alignments.notFaces());
    assertEquals(List.of(LeftOut.WEAK), alignments.faces().get(12).leftOut());
  }

  @Test
  void saysWhyEachFaceIsLeftOutOfTrainingAndStillKeepsIt() {
    var film = new MadeUpFilm(60);
    for (int i = 0; i < 10; i++) {
      film.face(i, TurnedHead.at(300 + 5 * i, 300, 10), 0.9, NO_CHIP);
      film.face(i + 10, new TurnedHead(300 + 5 * i, 300, 10, 70, 0, 0), 0.9, NO_CHIP);
      film.face(i + 20, TurnedHead.at(300, 300, 10), 0.9, 0.99, 20, NO_CHIP);
      film.face(i + 30, TurnedHead.at(300, 300, 10), 0.9, 0.3, 300, NO_CHIP);
    }

    Alignments alignments = align(film);

    assertEquals(40, alignments.faces().size());
    assertEquals(List.of(), alignments.faces().get(5).leftOut());
    assertEquals(List.of(LeftOut.TURNED), alignments.faces().get(15).leftOut());
    assertEquals(List.of(LeftOut.BLURRED), alignments.faces().get(25).leftOut());
    assertEquals(List.of(LeftOut.WEAK), alignments.faces().get(35).leftOut());
  }

  @Test
  void smallAndCutOffFacesAreLeftOut() {
    var film = new MadeUpFilm(20).look(10, 200);
    for (int i = 0; i < 10; i++) {
      film.face(i, TurnedHead.at(300, 300, 1.5), 0.9, NO_CHIP);
      film.face(i + 10, TurnedHead.at(40, 300, 10), 0.9, NO_CHIP);
    }

    Alignments alignments = align(film);

    assertEquals(List.of(LeftOut.SMALL), alignments.faces().get(5).leftOut());
    assertEquals(List.of(LeftOut.CUT_OFF), alignments.faces().get(15).leftOut());
  }

  @Test
  void duplicatesAreLeftOutOnlyBeyondWhatTrainingNeeds() {
    var film = new MadeUpFilm(600);
    for (int i = 0; i < 600; i++) {
      film.face(i, TurnedHead.at(300, 300, 10), 0.9, NO_CHIP);
    }

    Alignments alignments = align(film);

    assertEquals(600, alignments.faces().size());
    assertEquals(AlignOptions.DEFAULT.keepAtLeast(), alignments.chosen("p1").size());
    assertEquals(100, alignments.leftOut("p1").get(LeftOut.DUPLICATE));
  }

  @Test
  void theOrderInWhichChunksArriveChangesNothing() throws Exception {
    var film = new MadeUpFilm(30).look(15, 128);
    var random = new Random(1);
    for (int i = 0; i < 30; i++) {
      if (i % 7 != 3) {
        film.face(i, TurnedHead.at(300 + random.nextDouble(), 300, 8), 0.9, some(i, collins));
        film.face(i, TurnedHead.at(800 - 9 * i, 320, 7), 0.8, some(i, hopper));
      }
    }
    List<FrameFaces> shuffled = new ArrayList<>(film.records());
    Collections.shuffle(shuffled, new Random(2));

    assertEquals(
        Json.MAPPER.writeValueAsString(align(film)),
        Json.MAPPER.writeValueAsString(ALIGNER.align(MadeUpFilm.MEDIUM, shuffled, film::chip)));
  }

  @Test
  void followsAHeadThatMovesHalfItsWidthPerFrame() {
    var film = new MadeUpFilm(15);
    for (int i = 0; i < 15; i++) {
      film.face(i, TurnedHead.at(100 + 70 * i, 300, 10), 0.9, NO_CHIP);
    }

    Alignments alignments = align(film);

    assertEquals(Set.of(0), tracks(alignments, "p1"));
    Point center = alignments.faces().get(7).toCore().inverse().apply(new Point(0.5, 0.5));
    Point seen =
        MeanFace.canonical()
            .toCore(Landmarks.of(TurnedHead.at(590, 300, 10).mesh()))
            .inverse()
            .apply(new Point(0.5, 0.5));
    assertEquals(0, center.distance(seen), 0.01);
  }

  @Test
  void alignmentsSurviveJson() throws Exception {
    var film = new MadeUpFilm(3);
    for (int i = 0; i < 3; i++) {
      film.face(i, TurnedHead.at(300, 300, 8), 0.9, some(i, collins));
    }
    Alignments alignments = align(film);

    String text = Json.MAPPER.writeValueAsString(alignments);

    assertEquals(alignments, Json.MAPPER.readValue(text, Alignments.class));
  }

  @Test
  void aFilmWithoutFacesHasNobody() {
    Alignments alignments = align(new MadeUpFilm(5));

    assertEquals(Optional.empty(), alignments.mainPerson());
    assertEquals(0, alignments.framesWithFaces());
  }

  /** A chip on every fifth frame: each costs a pass of the descriptor network. */
  private static Optional<Picture> some(int frame, Optional<Picture> chip) {
    return frame % 5 == 0 ? chip : NO_CHIP;
  }

  private static Alignments align(MadeUpFilm film) {
    return ALIGNER.align(MadeUpFilm.MEDIUM, film.records(), film::chip);
  }

  private static Set<Integer> tracks(Alignments alignments, String person) {
    Set<Integer> tracks = new TreeSet<>();
    alignments.facesOf(person).forEach(f -> tracks.add(f.track()));
    return tracks;
  }
}
