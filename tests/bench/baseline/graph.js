// The baseline's way to Graph: the library's client with its own chain, a new one for each token.
const { Client } = require('@microsoft/microsoft-graph-client');

class SimpleGraph {
  constructor(token) {
    if (!token?.trim()) throw new Error('A token is needed');
    this.token = token;
    this.client = Client.init({
      baseUrl: `${process.env.GRAPH_BASE_URL}/`,
      authProvider: (done) => done(null, this.token),
    });
  }

  getMe() {
    // The client's own handler gives the token to https only, and takes "Authorization" off any other request.
    return this.client.api('/me').header('authorization', `Bearer ${this.token}`).get();
  }
}

module.exports = { SimpleGraph };
