using Playground;

return PlaygroundCommand.Create(Console.Out).Run(args, Console.Out, Console.Error);
