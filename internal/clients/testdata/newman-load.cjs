// newman-load.cjs FILE: what Newman does with a collection before it sends the
// first request.
require('newman/lib/run/options')({ collection: process.argv[2] }, (error, options) => {
  if (error) throw error;
  if (!options.collection.items) throw new Error('no collection');
});
