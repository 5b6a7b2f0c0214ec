package dev.likeness.activities.cli;

import dev.likeness.activities.embedded.Home;

/** stub */
record Checkup(Home home) {
  int run(Screen screen, boolean json) { return 0; }
}
