#!/usr/bin/env node
import { bundleFor, loadProgram } from './load-program';

loadProgram(bundleFor(process.argv.slice(2))).start();
