// How a records management system written in Java asks its gate. JDK 11 or newer, nothing else.
//
//   export GATE=http://127.0.0.1:8100 GATE_TOKEN=gate_...
//   java AskTheGate.java essex thornley crime-record serious-violence-reduction send
//
// It prints the answer and exits 0 for yes, 1 for no. Whatever goes wrong is a no.

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

public class AskTheGate {

    /** Names are slugs, so nothing has to be escaped; anything else is never sent. */
    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,63}");

    /** A yes begins exactly so. Any other text, however it came about, is a no. */
    private static final Pattern YES = Pattern.compile("^\\s*\\{\\s*\"decision\"\\s*:\\s*true\\s*,");

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(1))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    /** What the gate said. `body` says why, for the log and for the person at the screen. */
    static final class Answer {
        final boolean yes;
        final String body;

        Answer(boolean yes, String body) {
            this.yes = yes;
            this.body = body;
        }
    }

    static Answer mayRun(String force, String partner, String category, String purpose, String action) {
        for (String word : new String[] {force, partner, category, purpose, action}) {
            if (!SLUG.matcher(word).matches()) return new Answer(false, "not a name: " + word);
        }
        String question = String.format(
                "{\"subject\":{\"type\":\"force\",\"id\":\"%s\"},\"action\":{\"name\":\"%s\"},"
                        + "\"resource\":{\"type\":\"flow\",\"id\":\"%s/%s/%s\"}}",
                force, action, partner, category, purpose);
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(System.getenv("GATE") + "/access/v1/evaluation"))
                            .timeout(Duration.ofSeconds(2))
                            .header("Authorization", "Bearer " + System.getenv("GATE_TOKEN"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(question))
                            .build();
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            boolean yes = response.statusCode() == 200 && YES.matcher(response.body()).find();
            return new Answer(yes, response.body());
        } catch (Exception fault) {
            return new Answer(false, fault.toString()); // never try again in order to get a yes
        }
    }

    public static void main(String[] flow) {
        if (flow.length != 5) {
            System.err.println("AskTheGate FORCE PARTNER CATEGORY PURPOSE send|receive");
            System.exit(2);
        }
        Answer answer = mayRun(flow[0], flow[1], flow[2], flow[3], flow[4]);
        System.out.println((answer.yes ? "yes " : "no ") + answer.body);
        System.exit(answer.yes ? 0 : 1);
    }
}
