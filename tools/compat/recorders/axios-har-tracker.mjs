import { writeFileSync } from 'node:fs';
import axios from 'axios';
import { AxiosHarTracker } from 'axios-har-tracker';
import { all } from './requests.mjs';

const tracker = new AxiosHarTracker(axios);
for (const { url, headers } of all) await axios.get(url, { headers }).catch(() => {});
writeFileSync(process.argv[2], JSON.stringify(tracker.getGeneratedHar()));
