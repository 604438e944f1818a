/**
 * @param {number} ms
 * @returns {Promise<void>}
 */
function wait(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

module.exports = { wait };
