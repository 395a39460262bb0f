using MovingShapes;

// Where does it go? Videos of moving shapes, drawn by the program, told apart by a convolution and an LSTM.
return ShapesCommand.Run(args, Console.Out, Console.Error);
