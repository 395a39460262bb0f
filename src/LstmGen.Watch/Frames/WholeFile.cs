using System.Text;

namespace LstmGen.Watch.Frames;

/// <summary>Writes a file beside its place and moves it there: the place holds the old file or the new one.</summary>
internal static class WholeFile
{
    public static void Write(string path, string text)
    {
        string target = Path.GetFullPath(path);
        string beside = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(beside, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(beside, target, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
