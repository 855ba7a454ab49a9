module.exports = {preset: 'stator', testMatch: ['**/*.jest.js']};
