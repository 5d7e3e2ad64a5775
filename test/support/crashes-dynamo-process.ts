import { memoryStores } from '../../src/adapters/memory/stores.ts';
import { incident, sweep, type Where } from './crashes.ts';
import { Dynamo } from './dynamo.ts';
import { UnderWay } from './under-way.ts';

/**
 * The same incident over DynamoDB as over memory, and something befalling some of its port calls there; prints both
 * stories and what was found as JSON. A process of its own, as over memory.
 */
const EVERY_NTH = Number(process.argv[2]);
const dynamo = await new Dynamo().start();
const overDynamo = async (): Promise<Where> => {
  const underWay = new UnderWay();
  const { incidents, deploys, heartbeats, ledger, mutes, policies, memory } = await dynamo.open();
  const kept = underWay.around({ incidents, deploys, heartbeats, ledger, mutes, policies, memory });
  return { stores: { ...memoryStores(), ...kept }, atRest: underWay.atRest };
};

const told = async (where: Where) => {
  const s = await incident(undefined, where);
  return {
    deaths: s.deaths.map(String),
    timeline: await s.timeline('shop'),
    sent: s.world.receipts.map(({ channel, message }) => [channel, message.key, message.text]),
    head: await s.head('shop'),
    archived: (await s.stores.incidents.past(5)).map(({ id, version }) => [id, version]),
  };
};

const stories = { memory: await told({}), dynamo: await told(await overDynamo()) };
const found = await sweep(EVERY_NTH, overDynamo);
await dynamo.stop();
console.log(JSON.stringify({ stories, found }));
