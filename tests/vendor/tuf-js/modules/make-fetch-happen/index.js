// Stands in for the package of that name, which tuf-js loads and the test never uses: it hands the
// client a fetcher of its own.
module.exports = () => {
  throw new Error("the test fetches by itself");
};
