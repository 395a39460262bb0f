using VideoActions;

// What is somebody doing? Clips of cameras, paths of a finger, the motions of a wrist; each also while it happens.
return ActionsCommand.Run(args, Console.Out, Console.Error);
