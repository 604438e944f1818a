// Nothing is kept here: a session lives in `lib/session.js`, in memory, and nowhere else.
App({});
