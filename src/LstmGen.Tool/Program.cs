using System.CommandLine;
using LstmGen.Tool;

Argument<FileInfo> file = new("file") { Description = "A file of Keras, PyTorch, safetensors, ONNX, RTNeural or NAM; told by its content." };
Option<string?> className = new("--class") { Description = "The class, with its namespace; made of the file's name if left out." };
Option<DirectoryInfo?> folder = new("--out") { Description = "Where the C# file and the safetensors file go; here if left out." };
Option<int?> lookBack = new("--look-back") { Description = "Steps of a window, where the file leaves them open." };
Option<string?> key = new("--key") { Description = "The dictionary of a PyTorch checkpoint that holds the weights, where there are several." };
Option<FileInfo[]> declared = new("--declared") { Description = "C# files in which the class is declared already: it takes the weights.", AllowMultipleArgumentsPerToken = true };

Command import = new("import", "Writes a C# class with the file's layers, and its weights as safetensors.") { file, className, folder, lookBack, key, declared };
import.SetAction(result => ImportCommand.Run(
    result.GetRequiredValue(file), result.GetValue(className), result.GetValue(folder), result.GetValue(lookBack), result.GetValue(key), result.GetValue(declared) ?? []));

Command inspect = new("inspect", "Prints what is in a file.") { file, lookBack };
inspect.SetAction(result => InspectCommand.Run(result.GetRequiredValue(file), result.GetValue(lookBack)));

Argument<FileInfo> request = new("request") { Description = "A file of lines, name=value." };
Command build = new("build-item", "For the build: imports what a file asks for, and reports as MSBuild reads it.") { request };
build.Hidden = true;
build.SetAction(result => BuildCommand.Run(result.GetRequiredValue(request)));

return new RootCommand("Trained models as C# classes.") { import, inspect, build }.Parse(args).Invoke();
