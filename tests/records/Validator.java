import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/**
 * Says of each file, for each standard, whether it keeps to it: a line with the standard and the
 * file, then a line for each rule that is broken.
 */
public final class Validator {
    private static final PDFAFlavour[] STANDARDS = {PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1};

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (PDFAFlavour standard : STANDARDS) {
                judge(file, standard);
            }
        }
    }

    private static void judge(String file, PDFAFlavour standard) throws Exception {
        try (var stream = new FileInputStream(file);
                var parser = Foundries.defaultInstance().createParser(stream, standard);
                var validator = Foundries.defaultInstance().createValidator(standard, false)) {
            var result = validator.validate(parser);
            var broken = new TreeSet<String>();
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() == TestAssertion.Status.FAILED) {
                    broken.add(each.getRuleId().getClause() + " " + each.getMessage());
                }
            }
            var said = result.isCompliant() ? "keeps" : "breaks";
            System.out.println(said + "\t" + standard.getId() + "\t" + file);
            broken.forEach(each -> System.out.println("\t" + each.replaceAll("\\s+", " ")));
        }
    }
}
