// Loaded into a bot process: SIGUSR2 makes a rejection that nobody handles.
process.on('SIGUSR2', () => void Promise.reject(new Error('a private text')));
