package dev.likeness.activities.faults;

import java.net.URI;
import java.util.Locale;

/** One request to a store: what it is and of which object; bucket alone for a listing. */
public record StoreRequest(Kind kind, String object) {
  /** What S3 calls these operations. */
  public enum Kind {
    PUT,
    /** A PUT with {@code If-None-Match: *}. */
    CREATE,
    BEGIN_PARTS,
    PUT_PART,
    COMPLETE_PARTS,
    ABORT_PARTS,
    GET,
    STAT,
    LIST,
    DELETE,
    /** Asks for, or makes, the bucket itself. */
    BUCKET
  }

  static StoreRequest of(HttpHead head) {
    URI target = URI.create(head.target());
    String path = target.getPath().substring(1);
    int slash = path.indexOf('/');
    String object = slash < 0 ? "" : path.substring(slash + 1);
    String query = target.getQuery() == null ? "" : target.getQuery();
    return new StoreRequest(kind(head, object, query), object);
  }

  private static Kind kind(HttpHead head, String object, String query) {
    String method = head.method().toUpperCase(Locale.ROOT);
    if (object.isEmpty()) {
      return method.equals("GET") && !query.contains("location") ? Kind.LIST : Kind.BUCKET;
    }
    boolean ofParts = query.contains("uploadId=");
    return switch (method) {
      case "PUT" -> ofParts ? Kind.PUT_PART : whole(head);
      case "POST" -> ofParts ? Kind.COMPLETE_PARTS : Kind.BEGIN_PARTS;
      case "DELETE" -> ofParts ? Kind.ABORT_PARTS : Kind.DELETE;
      case "HEAD" -> Kind.STAT;
      case "GET" -> Kind.GET;
      default -> throw new IllegalArgumentException("A store knows no " + method + ".");
    };
  }

  private static Kind whole(HttpHead head) {
    return head.has("if-none-match") ? Kind.CREATE : Kind.PUT;
  }
}
