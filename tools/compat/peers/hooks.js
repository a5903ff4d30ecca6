// For Dredd: the token, and each documented error on demand. `default` is no status to ask for.
const hooks = require('hooks');

hooks.beforeEach((transaction) => {
  transaction.request.headers.Authorization = `Bearer ${process.env.SP_API_TOKEN}`;
  const code = transaction.expected.statusCode;
  if (code !== '200') transaction.request.headers.Prefer = `code=${code}`;
});
