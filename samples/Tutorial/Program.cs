using Tutorial;

// Makes every table and every picture of docs/tutorial.md and docs/tutorial.zh-CN.md again.
return TutorialCommand.Run(args, Console.Out, Console.Error);
