// How a program in JavaScript asks its gate. Node 18 or newer, nothing else.
//
//   export GATE=http://127.0.0.1:8100 GATE_TOKEN=gate_...
//   node ask-the-gate.mjs essex thornley crime-record serious-violence-reduction send
//
// It prints the answer and exits 0 for yes, 1 for no. Whatever goes wrong is a no.

export async function mayRun(force, partner, category, purpose, action) {
  try {
    const response = await fetch(`${process.env.GATE}/access/v1/evaluation`, {
      method: "POST",
      redirect: "error",
      signal: AbortSignal.timeout(2000),
      headers: {
        Authorization: `Bearer ${process.env.GATE_TOKEN}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({
        subject: { type: "force", id: force },
        action: { name: action },
        resource: { type: "flow", id: `${partner}/${category}/${purpose}` },
      }),
    });
    const answer = await response.json();
    // Only this is a yes. An error, a text, a 1 or a "true" are not.
    const yes = response.status === 200 && answer.decision === true;
    return { yes, why: answer.context ?? answer };
  } catch (fault) {
    return { yes: false, why: String(fault) }; // never try again in order to get a yes
  }
}

const flow = process.argv.slice(2);
if (flow.length !== 5) {
  console.error("ask-the-gate FORCE PARTNER CATEGORY PURPOSE send|receive");
  process.exit(2);
}
const { yes, why } = await mayRun(...flow);
console.log(yes ? "yes" : "no", JSON.stringify(why));
process.exit(yes ? 0 : 1);
